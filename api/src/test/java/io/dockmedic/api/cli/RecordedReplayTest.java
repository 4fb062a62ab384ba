package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.rules.engine.EngineParts;
import io.dockmedic.rules.engine.IncidentIds;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.stage.RulesSetup;
import io.dockmedic.rules.stage.RulesVerticle;
import io.dockmedic.rules.state.RulesTables;
import io.dockmedic.rules.state.recorded.RecordLimits;
import io.dockmedic.rules.state.recorded.Recorder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Rules over what a rules stage recorded, whose journal is open still. */
class RecordedReplayTest {
    private static final String RULES = "groups: [{name: g, rules: [%s]}]\n";
    private static final String DIES = "{alert: %s, on: container.died, when: event.exitCode == %d,"
            + " resolve: {on: container.started}}";

    private static final String FULL = "{alert: Full, on: disk.sample, when: event.usedPercent > 90, resolve: {on: disk.gone}}";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final SystemClock clock = new SystemClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private SqliteJournal journal;
    private Path config;

    @BeforeEach
    void record() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        config = Files.writeString(folder.resolve("dockmedic.yml"), "data_directory: data\nheal: all\n");
        journal = SqliteJournal.open(folder.resolve("data/journal.db"),
                List.of(RulesTables.TABLES, RemediationTables.keeping(Duration.ofHours(1))), Retention.DEFAULT, clock,
                new VertxTimers(vertx), new Health(), meters, vertx);
        RulesVerticle rules = new RulesVerticle(new RulesSetup(
                List.of(new RuleFile("running.yml", RULES.formatted(DIES.formatted("One", 1) + ", "
                        + DIES.formatted("Two", 2) + ", " + FULL))),
                Shipped.catalog(),
                new EngineParts(Kinds.standard(), clock, IncidentIds.random(new Random(1)), meters, "host"),
                new VertxTimers(vertx), journal, RecordLimits.DEFAULT, List.of(), List.of(), new Health()));
        String deployed = done(vertx.deployVerticle(rules));
        for (int code = 1; code <= 3; code++) {
            done(new Publisher<Event>(vertx, Events.TOPIC, List.of(RulesVerticle.SUBSCRIBER), meters)
                    .publish(died(code)));
        }
        done(vertx.undeploy(deployed));
    }

    @AfterEach
    void end() {
        done(journal.close());
        done(vertx.close());
    }

    @Test
    void whatOtherRulesWouldHaveDoneIsBesideWhatWasDone() throws IOException {
        Path rules = rules(DIES.formatted("One", 1) + ", " + DIES.formatted("Three", 3));
        assertThat(run("--only", "--since", "1h", rules.toString())).as(err.toString()).isZero();
        assertThat(out.toString().replaceAll("\\d{4}-\\S+Z", "T").replaceAll(" +", " ")).isEqualTo("""
                FIRED LASTED ALERT KEY EVENTS FIRST STEP THEN
                T still One web 1 none fired
                T still Three web 1 none nothing

                fired then, and would not have:
                FIRED THEN LASTED ALERT KEY EVENTS DONE
                T still Two web 1 nothing

                3 events from T to T: 2 incidents would have fired, 2 did then
                """);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theJournalStaysAsItWas() throws IOException {
        Path data = folder.resolve("data");
        Map<String, String> before = contents(data);
        assertThat(before).containsKeys("journal.db", "journal.db-wal");
        assertThat(run("--since", "1h", rules(DIES.formatted("One", 1)).toString())).isZero();
        assertThat(run("--json", "--same", "--only", rules(DIES.formatted("Nine", 9)).toString())).isZero();
        assertThat(contents(data)).isEqualTo(before);
    }

    /** Of each file, but for the one in which readers and writers say where they are. */
    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(one -> !one.toString().endsWith("-shm")).toList()) {
                all.put(String.valueOf(file.getFileName()), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return all;
    }

    @Test
    void whoWaitsIsToldHowFarItIs() throws IOException {
        assertThat(run(SlowTerminal::on, "--only", rules(DIES.formatted("One", 1)).toString())).isZero();
        assertThat(err.toString().replace("\r\u001b[2K", "\n").lines()).containsExactly("", "1 of 3 events replayed",
                "2 of 3 events replayed", "3 of 3 events replayed");
    }

    @Test
    void whatOthersDidElsewhereIsOnlyCountedWhereNobodyAskedForIt() throws IOException {
        String rules = rules(DIES.formatted("Nine", 9)).toString();
        assertThat(run("--only", rules)).isZero();
        assertThat(out.toString().replaceAll("\\d{4}-\\S+Z", "T")).isEqualTo(
                """
                        3 events from T to T: 0 incidents would have fired, 0 did then (2 more of other rules and of something else)
                        Nine: 3 events of container.died came, none passed when
                        """);
        assertThat(run("--json", "--only", rules)).isZero();
        assertThat(out.toString()).contains("\"firedThen\" : 0", "\"othersThen\" : 2", "\"onlyThen\" : [ ]");
        out.getBuffer().setLength(0);
        assertThat(run(rules)).isZero();
        assertThat(out.toString()).contains(" One ", " Two ", ", 2 did then\n");
    }

    @Test
    void forMachinesItIsJson() throws IOException {
        assertThat(run("--json", "--only", rules(DIES.formatted("One", 1)).toString())).isZero();
        assertThat(out.toString()).contains("\"firedThen\" : 2", "\"onlyThen\" : [ {", "\"then\" : {",
                "\"events\" : 3");
    }

    @Test
    void aRuleIsATestThatTellsWhatIsNotTheSame() throws IOException {
        String rules = rules(DIES.formatted("One", 1) + ", " + DIES.formatted("Three", 3) + ", " + FULL).toString();
        assertThat(run("--junit", "--only", rules)).isZero();
        assertThat(out.toString().replaceAll("\\d{4}-\\S+Z", "T").replaceAll("(?<=\\w) {2,}", " ")).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites>
                  <testsuite name="recorded" tests="5" failures="0" skipped="2">
                    <testcase classname="dockmedic.replay" name="can be read">
                      <system-out>FIRED LASTED ALERT KEY EVENTS FIRST STEP THEN
                T still One web 1 none fired
                T still Three web 1 none nothing

                fired then, and would not have:
                FIRED THEN LASTED ALERT KEY EVENTS DONE
                T still Two web 1 nothing

                3 events from T to T: 2 incidents would have fired, 2 did then
                nothing of what these wait for was seen: Full
                </system-out>
                    </testcase>
                    <testcase classname="dockmedic.replay" name="One">
                      <system-out>FIRED LASTED ALERT KEY EVENTS FIRST STEP THEN
                T still One web 1 none fired
                </system-out>
                    </testcase>
                    <testcase classname="dockmedic.replay" name="Three">
                      <system-out>FIRED LASTED ALERT KEY EVENTS FIRST STEP THEN
                T still Three web 1 none nothing
                </system-out>
                    </testcase>
                    <testcase classname="dockmedic.replay" name="Full">
                      <skipped message="no event of disk.sample was recorded"/>
                    </testcase>
                    <testcase classname="dockmedic.replay" name="Two">
                      <skipped message="no rule of this name is replayed"/>
                      <system-out>fired then, and would not have:
                FIRED THEN LASTED ALERT KEY EVENTS DONE
                T still Two web 1 nothing
                </system-out>
                    </testcase>
                  </testsuite>
                </testsuites>
                """);
    }

    @Test
    void whereItIsToBeTheSameADifferenceIsWrong() throws IOException {
        String one = rules(DIES.formatted("One", 1)).toString();
        assertThat(run("--same", "--only", one)).as("fired then, of no rule that is asked about").isZero();
        String both = rules(DIES.formatted("One", 1) + ", " + DIES.formatted("Two", 9)).toString();
        out.getBuffer().setLength(0);
        assertThat(run("--same", "--junit", "--only", both)).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("not the same as then: Two: 1 fired then and would not have\n");
        assertThat(out.toString().replaceAll("\\d{4}-\\S+Z", "T").replaceAll("(?<=\\w) {2,}", " "))
                .contains("tests=\"3\" failures=\"1\">", "name=\"can be read\">\n      <system-out>", """
                              <failure message="1 fired then and would not have">1 fired then and would not have

                        fired then, and would not have:
                        FIRED THEN LASTED ALERT KEY EVENTS DONE
                        T still Two web 1 nothing
                        </failure>
                        """);
        assertThat(run("--same", one)).isEqualTo(1);
        assertThat(err.toString()).contains("ContainerExitedWithError: 1 would have fired and did not\n",
                "not the same as then: Two: 1 fired then");
    }

    @Test
    void aCopyWithoutWhatWasWrittenLastSaysSo() throws IOException {
        Files.createDirectory(folder.resolve("copy"));
        Files.copy(folder.resolve("data/journal.db"), folder.resolve("copy/journal.db"));
        Files.writeString(config, "data_directory: copy\n");
        assertThat(run("--junit")).isEqualTo(1);
        assertThat(err.toString()).contains("journal.db: nothing is recorded in it",
                "No journal.db-wal is beside it: if this is a copy");
        assertThat(out.toString()).contains("tests=\"1\" failures=\"1\"", "name=\"can be read\">\n      <failure",
                "nothing is recorded in it");
        try (Stream<Path> left = Files.list(folder.resolve("copy"))) {
            assertThat(left.map(file -> file.getFileName().toString())).doesNotContain("journal.db-wal",
                    "journal.db-shm");
        }
        Files.copy(folder.resolve("data/journal.db-wal"), folder.resolve("copy/journal.db-wal"));
        assertThat(run("--json")).as(err.toString()).isZero();
    }

    @Test
    void whoseContainersAreHealedIsAsConfigured() throws IOException {
        String rule = DIES.formatted("One", 1)
                .replace("}}", "}, remedy: [{action: restart, verify: {running: 1s,"
                        + " within: 2s}}]}");
        assertThat(run("--json", "--only", rules(rule).toString())).isZero();
        assertThat(out.toString()).contains("\"verdict\" : \"act\"");
        assertThat(run("--json", "--only", "--heal", "none", rules(rule).toString())).isZero();
        assertThat(out.toString()).contains("\"reason\" : \"no_consent\"");
    }

    @Test
    void whatWasLongBeforeTheLastEventIsNotReplayedWhateverTheClockShows() throws IOException {
        Instant past = Instant.parse("2020-01-01T00:00:00Z");
        sees(past, past.plus(Duration.ofHours(2)));
        assertThat(run("--only", "--since", "1h", rules(DIES.formatted("One", 1)).toString())).isZero();
        assertThat(out.toString()).contains("2020-01-01T02:00:00Z",
                "1 events from 2020-01-01T02:00:00Z to 2020-01-01T02:00:00Z: 1 incident would have fired, 0 did then");
    }

    @Test
    void aClockThatWentBackBeginsAnotherTime() throws IOException {
        Instant past = Instant.parse("2020-01-01T00:00:00Z");
        sees(past.plus(Duration.ofHours(2)), past);
        assertThat(run("--only", rules(DIES.formatted("One", 1)).toString())).isZero();
        assertThat(out.toString()).contains("2 events from 2020-01-01T00:00:00Z to 2020-01-01T02:00:00Z: 2 incidents");
        assertThat(err.toString()).contains("after 2020-01-01T02:00:00Z the clock went back to 2020-01-01T00:00:00Z");
    }

    @Test
    void whatRanThenIsTrustedOverFewerReadingsAndOthersAreNot() throws IOException {
        String counts = FULL.replace("Full", "Counts").replace("}}", "}, count: {at_least: 3, within: 10m}}");
        assertThat(run("--only", rules(FULL + ", " + counts).toString())).isZero();
        assertThat(out.toString())
                .contains("not to be trusted, as not all readings were kept: Counts (it counts them)\n",
                        "nothing of what these wait for was seen: Counts, Full\n")
                .doesNotContain("Full (");
        assertThat(run("--junit", "--only", rules(FULL + ", " + counts).toString())).isZero();
        assertThat(out.toString())
                .contains("<skipped message=\"no event of disk.sample was recorded; not to be trusted, as"
                        + " not all readings were kept: it counts them\"/>");
    }

    @Test
    void aRuleThatWasLoadedSinceIsNoneThatRanThen() throws IOException {
        sql("UPDATE rules_ran SET since = since + 3600000");
        assertThat(run("--only", rules(FULL).toString())).isZero();
        assertThat(out.toString()).contains("not to be trusted, as not all readings were kept: Full (");
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        String rules = rules(DIES.formatted("One", 1)).toString();
        sql("UPDATE rules_seen SET lost = 7");
        assertThat(run("--only", rules)).isZero();
        assertThat(err.toString()).contains("7 events were seen and not recorded");
        assertThat(out.toString())
                .contains("1 fired at times of which not all is recorded, and are not compared\n")
                .doesNotContain("would not have:");
        assertThat(run("--json", "--only", rules)).isZero();
        assertThat(out.toString()).contains("\"unsure\" : 1", "\"remarks\" : [ \"7 events were seen");
        sql("UPDATE rules_seen SET body = x'00'");
        assertThat(run("--only", rules)).isEqualTo(1);
        assertThat(err.toString()).contains("3 recorded events cannot be read");
        assertThat(run("--junit", "--only", rules)).isEqualTo(1);
        assertThat(out.toString()).contains("tests=\"2\" failures=\"1\"", "<failure message=\"3 recorded events");
        sql("DELETE FROM rules_seen");
        assertThat(run("--only", rules)).isEqualTo(1);
        assertThat(err.toString()).contains("journal.db: nothing is recorded in it").doesNotContain("-wal");
        sql("DROP TABLE rules_seen");
        assertThat(run("--only", rules)).isEqualTo(1);
        assertThat(err.toString()).doesNotContain("no such table");
    }

    @Test
    void whatCannotBeReadOrIsAskedWronglyIsSaid() throws IOException {
        Path rules = rules(DIES.formatted("One", 1));
        assertThat(run("--since", "soon", rules.toString())).isEqualTo(2);
        assertThat(run("--only")).isEqualTo(2);
        Files.writeString(config, "data_directory: elsewhere\n");
        assertThat(run(rules.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("elsewhere/journal.db: there is none that this user may read");
        Files.writeString(config, "colour: blue\n");
        assertThat(run(rules.toString())).isEqualTo(1);
        Files.delete(config);
        out.getBuffer().setLength(0);
        assertThat(run("--junit", rules.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(config + ": it, or what it links to, does not exist (name the file");
        assertThat(out.toString()).contains("<failure message=\"" + config + ": it, or what");
    }

    /** Deaths that rules saw then. */
    private void sees(Instant... seen) {
        Recorder recorder = new Recorder(RecordLimits.DEFAULT, journal, Kinds.standard(), new VertxTimers(vertx),
                new Recorder.Aside() {
                    @Override
                    public <T> Future<T> run(Callable<T> work) {
                        return vertx.executeBlocking(work, false);
                    }
                }, meters);
        Promise<Void> closed = Promise.promise();
        vertx.getOrCreateContext().runOnContext(go -> {
            for (Instant at : seen) {
                recorder.saw(died(1), at, true);
            }
            recorder.close().onSuccess(closed::complete).onFailure(closed::fail);
        });
        done(closed.future());
    }

    private void sql(String statement) {
        done(journal.write(connection -> {
            try (Statement execute = connection.createStatement()) {
                return execute.executeUpdate(statement);
            }
        }));
    }

    private int run(String... arguments) {
        return run(Progress::on, arguments);
    }

    private int run(Function<PrintWriter, Progress> progress, String... arguments) {
        CommandLine line = CommandLineTool.with(new ReplayCommand(Kinds.standard(), Shipped.catalog(), progress));
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(Stream.concat(
                Stream.of("replay", "--recorded", "--config", config.toString()),
                Stream.of(arguments)).toArray(String[]::new));
    }

    private Path rules(String rules) throws IOException {
        return Files.writeString(folder.resolve("other.yml"), RULES.formatted(rules));
    }

    private Event died(int code) {
        Instant at = clock.now();
        return new Died(at, "host", Origin.ENGINE,
                new Container("c".repeat(64), "web", "web:1", Map.of(), Service.of("web", Map.of()), false), code,
                false,
                new Judgement(Intent.NOT_ASKED, false, List.of()), false, 0, Duration.ofSeconds(9), false,
                "run" + code);
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done in 20 s", e);
        }
    }
}
