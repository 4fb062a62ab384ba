package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.Shipped;
import io.dockmedic.rules.kind.Kinds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
    private static final String DIED = "{\"kind\": \"container.died\", \"at\": \"2026-11-01T12:00:%02dZ\", "
            + "\"service\": \"%s\", \"exitCode\": 1}%n";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return run(Progress::on, arguments);
    }

    private int run(Function<PrintWriter, Progress> progress, String... arguments) {
        CommandLine line = CommandLineTool.with(new ReplayCommand(Kinds.standard(), Shipped.catalog(), progress));
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    private Path rules() throws IOException {
        return Files.writeString(folder.resolve("own.yml"), """
                groups:
                  - name: own
                    rules:
                      - {alert: Own, on: container.died, resolve: {on: container.started}}
                      - {alert: Disk, on: disk.sample, resolve: {on: disk.gone}}
                """);
    }

    @Test
    void whatWouldHaveFiredIsATable() throws IOException {
        Path events = Files.writeString(folder.resolve("events.jsonl"), DIED.formatted(0, "web")
                + "{\"kind\": \"container.started\", \"at\": \"2026-11-01T12:00:07Z\", \"service\": \"web\"}\n"
                + DIED.formatted(9, "a\\u001b[31m/b/1"));
        assertThat(run("replay", "--only", "--rules", rules().toString(), events.toString())).as(err.toString())
                .isZero();
        assertThat(out.toString()).isEqualTo("""
                FIRED                 LASTED  ALERT  KEY          EVENTS  FIRST STEP
                2026-11-01T12:00:00Z  7s      Own    web          1       none
                2026-11-01T12:00:09Z  still   Own    a?[31m/b/1  1       none

                3 events from 2026-11-01T12:00:00Z to 2026-11-01T12:00:09Z: 2 incidents would have fired
                no event of disk.sample was recorded, for Disk
                """.replace("KEY          ", "KEY         ").replace("web          1", "web         1"));
    }

    /** Where nothing fires it shows at which condition the events stop, and why. */
    @Test
    void whereNothingFiresItIsSaidHowFarTheEventsCame() throws IOException {
        Path rules = Files.writeString(folder.resolve("says.yml"),
                """
                        groups:
                          - name: own
                            rules:
                              - {alert: Typo, on: external.event, when: "event.data['sate'] == 'down'", resolve: {on: container.removed}}
                              - {alert: Often, on: external.event, count: {at_least: 9, within: 1h}, resolve: {on: container.removed}}
                              - {alert: Died, on: container.died, resolve: {on: container.started}}
                        """);
        String said = "{\"kind\": \"external.event\", \"at\": \"2026-11-01T12:00:%02dZ\", \"service\": \"web\", "
                + "\"data\": {\"state\": \"down\"}}%n";
        Path events = Files.writeString(folder.resolve("events.jsonl"), said.formatted(0) + said.formatted(1));
        assertThat(run("replay", "--only", "--rules", rules.toString(), events.toString())).as(err.toString()).isZero();
        assertThat(out.toString()).endsWith(
                """
                        2 events from 2026-11-01T12:00:00Z to 2026-11-01T12:00:01Z: 0 incidents would have fired
                        no event of container.died was recorded, for Died
                        Typo: 2 events of external.event came, none passed when
                        Often: 2 events of external.event came, 2 passed when
                        an expression of Typo could not be evaluated 2 times: 'event.data['sate'] == 'down'': no such key: sate; there are: state
                        """);
    }

    @Test
    void whoWaitsIsToldHowFarItIs() throws IOException {
        Path events = Files.writeString(folder.resolve("events.jsonl"), DIED.formatted(0, "web")
                + DIED.formatted(9, "db"));
        assertThat(run(SlowTerminal::on, "replay", "--only", "--rules", rules().toString(), events.toString()))
                .isZero();
        assertThat(err.toString().replace("\r\u001b[2K", "\n").lines()).containsExactly("", "1 lines read",
                "2 lines read", "", "1 of 2 events replayed", "2 of 2 events replayed");
    }

    @Test
    void theShippedRulesAreBesideOnesOwn() throws IOException {
        Path events = Files.writeString(folder.resolve("events.jsonl"), DIED.formatted(0, "web"));
        assertThat(run("replay", "--json", "--heal", "all", "--rules", rules().toString(), events.toString())).isZero();
        assertThat(out.toString()).contains("\"alert\" : \"Own\"", "\"alert\" : \"ContainerExitedWithError\"",
                "\"verdict\" : \"act\"");
    }

    @Test
    void whatOnlyOnesOwnRulesWouldHaveDoneIsThereAlsoWhereTheyNameShippedOnes() throws IOException {
        Path events = Files.writeString(folder.resolve("events.jsonl"), DIED.formatted(0, "web"));
        Path rules = rules();
        Files.writeString(rules, Files.readString(rules)
                + "inhibit: [{source: Own, target: ContainerExitedWithError, equal: [event.service]}]\n");
        assertThat(run("replay", "--json", "--only", "--rules", rules.toString(), events.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("\"alert\" : \"Own\"").doesNotContain("ContainerExitedWithError");
    }

    @Test
    void forWhatShowsTestsARuleIsOne() throws IOException {
        Path events = Files.writeString(folder.resolve("events.jsonl"), DIED.formatted(0, "web"));
        String rules = rules().toString();
        assertThat(run("replay", "--junit", "--only", "--rules", rules, events.toString())).isZero();
        assertThat(out.toString())
                .contains("<testsuite name=\"" + events + "\" tests=\"3\" failures=\"0\" skipped=\"1\">",
                        "name=\"Own\">\n      <system-out>FIRED", "no event of disk.sample was recorded")
                .doesNotContain("THEN");
        Files.writeString(events, DIED.formatted(0, "web") + "<no>\n");
        assertThat(run("replay", "--junit", "--only", "--rules", rules, events.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("tests=\"3\" failures=\"1\" skipped=\"1\">",
                "<failure message=\"" + events + ": line 2: this is not JSON");
        Path none = folder.resolve("none.jsonl");
        assertThat(run("replay", "--junit", none.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("<failure message=\"" + none + ": does not exist\">");
        Path broken = Files.writeString(folder.resolve("broken.yml"), "groups: 3\n");
        assertThat(run("replay", "--junit", "--rules", broken.toString(), events.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("<failure message=\"" + broken + ":1:");
        assertThat(run("replay", "--junit", "--json", events.toString())).isEqualTo(2);
        assertThat(run("replay", "--same", events.toString())).isEqualTo(2);
    }

    @Test
    void whatCannotBeReadIs1() throws IOException {
        assertThat(run("replay", folder.resolve("none.jsonl").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("none.jsonl: does not exist");
        Path events = Files.writeString(folder.resolve("events.jsonl"), "{}\nno\n");
        assertThat(run("replay", events.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("events.jsonl: line 2: this is not JSON");
        assertThat(out.toString()).contains("0 events: 0 incidents would have fired");
        Path broken = Files.writeString(folder.resolve("broken.yml"), "groups: 3\n");
        assertThat(run("replay", "--rules", broken.toString(), events.toString())).isEqualTo(1);
        assertThat(run("replay", "--heal", "some", events.toString())).isEqualTo(2);
        assertThat(run("replay", "--only", events.toString())).isEqualTo(2);
        assertThat(run("replay", "--since", "1h", events.toString())).isEqualTo(2);
        assertThat(run("replay")).isEqualTo(2);
        assertThat(run("replay", events.toString(), events.toString())).isEqualTo(2);
        assertThat(run("replay", broken.toString())).isEqualTo(2);
    }
}
