package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Faults on a real engine: the right incident, its evidence, and the remedy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@InMatrix(value = FaultsTest.SHOWN, on = Column.INSTALLED)
class FaultsTest {
    static final String SHOWN = "faults are told apart, healed, and the cure is proven";
    private final PrivateEngine engine = new PrivateEngine(edition());
    private Spine spine;

    /** Of the engine. */
    Edition edition() {
        return Edition.INSTALLED;
    }

    @BeforeAll
    void start(@TempDir Path home) throws IOException {
        Shortened.rule(home, "ContainerRecovering", "for: 30m", "for: 3s", "!isRecovering",
                "!event.output.contains('rejecting connections')", "isRecovering",
                "event.output.contains('rejecting connections')");
        spine = Spine.ready(engine.dockerHost(), home, "");
    }

    @AfterAll
    void stop() {
        try (engine) {
            spine.close();
        }
    }

    @Test
    void exitWithAnErrorIsHealedAndProven() {
        run("once", List.of(), "test -e /tmp/again && exec sleep 1000; touch /tmp/again; echo no config; exit 1");

        JsonNode incident = spine.incident("once", "ContainerExitedWithError", "healed");
        assertThat(incident.at("/annotations/summary").asText()).contains("exited with 1").contains("general error");
        assertThat(incident.at("/evidence/0/judgement/intent").asText()).isEqualTo("not_asked");
        assertThat(Spine.status(engine, "once")).isEqualTo("running");
        assertThat(spine.pages("once")).isEmpty();
    }

    @Test
    void commandNotFoundGoesStraightToAPersonWithTheEvidence() {
        run("typo", List.of(), "echo starting up; nosuchcommand --flag");

        JsonNode page = spine.page("typo");
        assertThat(page.at("/summary").asText()).contains("127").contains("not found");
        assertThat(page.at("/evidence/log").toString()).contains("starting up").contains("nosuchcommand");
        assertThat(page.at("/evidence/command").asText()).contains("nosuchcommand");
        assertThat(spine.incident("typo", "ContainerCannotRun", "escalated").at("/remedy/attempts").toString())
                .as("a restart cannot cure it")
                .doesNotContain("\"restart\"");
        assertThat(Spine.status(engine, "typo")).isEqualTo("exited");
    }

    @Test
    void outsideSigkillIsHealed() {
        run("shot", List.of(), "sleep 1000");
        Spine.kill9(engine, "shot");

        JsonNode incident = spine.incident("shot", "ContainerExitedWithError", "healed");
        assertThat(incident.at("/annotations/summary").asText()).contains("137").contains("SIGKILL");
    }

    @Test
    void outOfMemoryIsToldApartAndHealedOnce() {
        // The engine listens for the kernel's word only when it has started the process: killed before, nobody is told.
        run("hungry", List.of("--memory=16m", "--memory-swap=16m"),
                "test -e /tmp/again && exec sleep 1000; touch /tmp/again; sleep 3; x=$(dd if=/dev/zero bs=1M count=64 | tr '\\0' x)");

        JsonNode incident = spine.incident("hungry", "ContainerKilledOom", "healed");
        assertThat(incident.at("/evidence/0/oomKilled").asBoolean()).isTrue();
        // A reading may have shown it near its limit on the way there, which is not told unless it lasts.
        assertThat(spine.incidents("hungry")).filteredOn(one -> one.has("firedAt"))
                .as("no second incident for the same death")
                .hasSize(1);
    }

    @Test
    void unhealthyIsRestartedAndProvenHealthy() {
        run("sick", List.of("--health-cmd=test -e /tmp/again || { touch /tmp/sick; echo deadlock; exit 1; }",
                "--health-interval=300ms", "--health-retries=2"),
                "test -e /tmp/sick && touch /tmp/again; exec sleep 1000");

        JsonNode incident = spine.incident("sick", "ContainerUnhealthy", "healed");
        assertThat(incident.at("/evidence/0/output").asText()).isEqualTo("deadlock");
        assertThat(spine.pages("sick")).isEmpty();
        assertThat(spine.incidents("sick")).as("our own restart is no fault").hasSize(1);
    }

    @Test
    void autohealsLabelConsentsToARestartOnUnhealthyAndToNoMore() {
        List<String> health = List.of("--health-cmd=test -e /tmp/again || { touch /tmp/sick; exit 1; }",
                "--health-interval=300ms", "--health-retries=2");
        runLabelled("autohealed", "autoheal=TRUE", health, "test -e /tmp/sick && touch /tmp/again; exec sleep 1000");
        runLabelled("autohealonly", "autoheal=true", List.of(), "exit 1");

        spine.incident("autohealed", "ContainerUnhealthy", "healed");
        JsonNode suppressed = spine.incident("autohealonly", "ContainerExitedWithError", "suppressed");
        assertThat(suppressed.at("/remedy/attempts").toString()).contains("consent_limited");
        assertThat(spine.pages("autohealonly")).isEmpty();
    }

    @Test
    void withoutConsentNothingIsDoneAndNobodyIsPaged() {
        engine.run("stranger", List.of(), "sh", "-c", "exit 1");

        JsonNode incident = spine.incident("stranger", "ContainerExitedWithError", "suppressed");
        assertThat(incident.at("/remedy/attempts").toString()).contains("no_consent");
        assertThat(spine.pages("stranger")).isEmpty();
        assertThat(Spine.status(engine, "stranger")).isEqualTo("exited");
    }

    @Test
    void forgedLabelsChangeNothing() {
        run("forged", List.of("--label=exitCode=0", "--label=signal=15", "--label=image=x"),
                "test -e /tmp/again && exec sleep 1000; touch /tmp/again; exit 5");

        JsonNode incident = spine.incident("forged", "ContainerExitedWithError", "healed");
        assertThat(incident.at("/evidence/0/exitCode").asInt()).isEqualTo(5);
    }

    @Test
    void hupThenExitIsAFault() {
        run("hup", List.of(), "test -e /tmp/again && exec sleep 1000; touch /tmp/again;"
                + " trap 'sleep 0.3; exit 1' HUP; echo ready; while :; do sleep 60 & wait; done");
        // A signal that comes before its trap is lost: the kernel drops it.
        await().atMost(Spine.SOON).until(() -> engine.docker("logs", "hup").text().contains("ready"));
        engine.docker("kill", "-s", "HUP", "hup").orFail();

        assertThat(spine.incident("hup", "ContainerExitedWithError", "healed")
                .at("/evidence/0/judgement/evidence/0")
                .asText()).contains("SIGHUP");
    }

    @Test
    void exhaustedPolicyIsWatchedAndThenOneIncidentOfFourDeaths() {
        run("tries", List.of("--restart=on-failure:3"), "sleep 0.2; exit 9");

        JsonNode page = spine.page("tries");
        assertThat(page.at("/incident/rule").asText()).isEqualTo("ContainerCrashLoop");
        spine.healSomethingElse(engine, "afterwards");
        assertThat(engine.docker("inspect", "-f", "{{.RestartCount}} {{.State.Status}}", "tries").orFail().text())
                .as("a restart of ours would have reset the count and made four more deaths")
                .isEqualTo("3 exited");
        assertThat(spine.pages("tries")).hasSize(1);
    }

    @Test
    void whatCannotRunIsNotRestartedWhateverTheCodeSays() {
        run("code125", List.of(), "exit 125");
        run("code126", List.of(), "touch /tmp/plain; exec /tmp/plain");

        assertThat(spine.page("code125").at("/summary").asText()).contains("125");
        assertThat(spine.page("code126").at("/summary").asText()).contains("126");
        assertThat(spine.page("code126").at("/evidence/log").toString()).contains("Permission denied");
        for (String name : List.of("code125", "code126")) {
            assertThat(spine.incident(name, "ContainerCannotRun", "escalated").at("/remedy/attempts").toString())
                    .doesNotContain("\"restart\"");
            assertThat(Spine.status(engine, name)).isEqualTo("exited");
        }
    }

    @Test
    void whatEndsLikeBySignalsIsHealed() {
        run("code139", List.of(),
                "test -e /tmp/again && exec sleep 1000; touch /tmp/again; sh -c 'kill -SEGV $$'; exit $?");
        run("code143", List.of(), "test -e /tmp/again && exec sleep 1000; touch /tmp/again; exit 143");

        assertThat(spine.incident("code139", "ContainerExitedWithError", "healed")
                .at("/annotations/summary")
                .asText()).contains("139", "SIGSEGV");
        assertThat(spine.incident("code143", "ContainerExitedWithError", "healed")
                .at("/annotations/summary")
                .asText()).contains("143", "SIGTERM");
    }

    @Test
    void aProbeThatIsNotInTheImageIsAPersonsAndRestartsNothing() {
        run("probeless", List.of("--health-cmd=nosuchtool --check", "--health-interval=300ms", "--health-retries=2"),
                "exec sleep 1000");

        String start = Spine.startedAt(engine, "probeless");
        JsonNode page = spine.page("probeless");
        assertThat(page.at("/incident/rule").asText()).isEqualTo("ContainerHealthCheckBroken");
        assertThat(page.at("/incident/annotations/description").asText()).contains("nosuchtool");
        assertThat(Spine.startedAt(engine, "probeless")).isEqualTo(start);
        assertThat(spine.incidents("probeless")).hasSize(1);
    }

    @Test
    void aDatabaseThatRecoversIsNotRestartedAndAPersonsWhenItTakesTooLong() {
        BusyboxImage.importAs(engine, "faults/postgres:1", List.of("CMD [\"sleep\",\"1000\"]"));
        engine.docker("run", "--detach", "--network", "none", "--name", "recovers", "--label=dockmedic.heal=true",
                "--health-cmd=test -e /tmp/up || { echo /var/run/postgresql:5432 - rejecting connections; exit 1; }",
                "--health-interval=300ms", "--health-retries=2", "faults/postgres:1").orFail();

        String start = Spine.startedAt(engine, "recovers");
        JsonNode page = spine.page("recovers");
        assertThat(page.at("/incident/rule").asText()).isEqualTo("ContainerRecoveringSoon");
        assertThat(page.at("/incident/annotations/description").asText()).contains("rejecting connections");
        assertThat(spine.incidents("recovers")).extracting(one -> one.path("rule").asText())
                .contains("ContainerRecoveringSoon")
                .doesNotContain("ContainerUnhealthy");
        assertThat(Spine.startedAt(engine, "recovers")).isEqualTo(start);
        engine.docker("exec", "recovers", "touch", "/tmp/up").orFail();
        await().atMost(Spine.SOON).until(() -> spine.resolved("ContainerRecoveringSoon"), Optional::isPresent);
    }

    @Test
    void whatKeepsChangingItsHealthIsAPersons() {
        run("flaps", List.of("--health-cmd=test -e /tmp/f && rm /tmp/f || { touch /tmp/f; exit 1; }",
                "--health-interval=300ms", "--health-retries=1"),
                "trap 'exit 0' TERM; while :; do sleep 60 & wait; done");

        assertThat(spine.pageOf("ContainerFlapping").path("summary").asText())
                .isEqualTo("flaps keeps changing between healthy and unhealthy");
    }

    /** In one, for they wait for the same readings. */
    @Test
    void whatIsRefusedMemoryThreadsAndDescriptorsIsTold() {
        run("crowd", List.of("--pids-limit=10"), "exec sleep 1000");
        run("hoarder", List.of("--ulimit=nofile=64:64"),
                "i=3; while [ $i -lt 64 ]; do eval \"exec $i< /dev/null\"; i=$((i + 1)); done; exec sleep 1000");
        run("oomchild", List.of("--memory=16m", "--memory-swap=16m"),
                "while :; do [ -e /go ] && rm /go && dd if=/dev/zero of=/dev/null bs=40M count=1; sleep 0.2; done");
        List<String> names = List.of("crowd", "hoarder", "oomchild");
        List<String> starts = names.stream().map(name -> Spine.startedAt(engine, name)).toList();
        // What a counter stood at before its first reading is no fault of now.
        await("first readings").atMost(Spine.SOON)
                .until(() -> spine.body("/metrics"), text -> Stream.of("crowd", "oomchild")
                        .allMatch(
                                name -> text.lines()
                                        .anyMatch(line -> line.startsWith("container_threads{")
                                                && line.contains("\"" + name + "\""))));
        engine.docker("exec", "crowd", "sh", "-c", "for i in $(seq 20); do sleep 0.1 & done");
        engine.docker("exec", "oomchild", "touch", "/go").orFail();

        assertThat(spine.page("crowd").at("/incident/annotations/summary").asText())
                .contains("was refused", "its limit is 10");
        assertThat(spine.page("hoarder").at("/incident/annotations/summary").asText())
                .contains("of the 64 file descriptors it may have");
        JsonNode child = spine.page("oomchild");
        assertThat(child.at("/incident/rule").asText()).isEqualTo("ContainerProcessKilledOom");
        assertThat(child.at("/incident/annotations/summary").asText()).contains("and it lives on");
        assertThat(names).allMatch(name -> Spine.status(engine, name).equals("running"));
        assertThat(names).extracting(name -> Spine.startedAt(engine, name)).isEqualTo(starts);
    }

    @Test
    void aCleanEndAfterAKillForWantOfMemoryIsAPersons() {
        run("oomquits", List.of("--memory=16m", "--memory-swap=16m"),
                "sleep 3; dd if=/dev/zero of=/dev/null bs=40M count=1; exit 0");

        JsonNode page = spine.page("oomquits");
        assertThat(page.at("/incident/rule").asText()).isEqualTo("ContainerEndedAfterOom");
        assertThat(page.at("/incident/annotations/summary").asText()).contains("ended soon after");
        assertThat(spine.incident("oomquits", "ContainerEndedAfterOom", "escalated").at("/remedy/attempts").toString())
                .contains("not_switched_on");
        assertThat(Spine.status(engine, "oomquits")).isEqualTo("exited");
        assertThat(spine.pages("oomquits")).hasSize(1);
    }

    /** Before its first reading, which one of several mostly has not had then. */
    @Test
    @Tag("long")
    void aKilledChildThatNoReadingCountsIsToldByTheEnginesWord() {
        List<String> names = new ArrayList<>();
        await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofSeconds(7)).until(() -> {
            String name = "oomearly" + names.size();
            run(name, List.of("--memory=16m", "--memory-swap=16m"),
                    "sleep 1; dd if=/dev/zero of=/dev/null bs=40M count=1; exec sleep 1000");
            names.add(name);
            return names.stream().anyMatch(one -> spine.incidents(one).toString().contains("KilledOomUncounted"));
        });

        JsonNode page = spine.pageOf("ContainerProcessKilledOomUncounted");
        assertThat(page.at("/incident/annotations/summary").asText()).contains("oomearly", "and it lives on");
        assertThat(names).allMatch(name -> Spine.status(engine, name).equals("running"));
        assertThat(names).allSatisfy(name -> assertThat(spine.pages(name)).hasSizeLessThanOrEqualTo(1));
    }

    @Test
    void metricsTellOfItAndAreValid() {
        run("counted", List.of(), "test -e /tmp/again && exec sleep 1000; touch /tmp/again; exit 1");
        spine.incident("counted", "ContainerExitedWithError", "healed");

        assertThat(spine.body("/metrics")).contains("dockmedic_events_total{kind=\"container.died\"}")
                .containsPattern(
                        "dockmedic_verdicts_total\\{action=\"restart\",reason=\"clear\",rule=\"ContainerExitedWithError\","
                                + "verdict=\"act\"} [1-9]")
                .containsPattern(
                        "dockmedic_acts_total\\{action=\"restart\",outcome=\"done\",rule=\"ContainerExitedWithError\"")
                .containsPattern("dockmedic_remedies_total\\{result=\"healed\",rule=\"ContainerExitedWithError\"")
                .containsPattern(
                        "dockmedic_recovery_seconds_count\\{action=\"restart\",rule=\"ContainerExitedWithError\"")
                .contains("dockmedic_engine_connected 1");
        assertThat(spine.status("/-/healthy")).isEqualTo(200);
    }

    private void run(String name, List<String> options, String script) {
        runLabelled(name, "dockmedic.heal=true", options, script);
    }

    private void runLabelled(String name, String label, List<String> options, String script) {
        List<String> all = new ArrayList<>(options);
        all.add("--label=" + label);
        engine.run(name, all, "sh", "-c", script);
    }
}
