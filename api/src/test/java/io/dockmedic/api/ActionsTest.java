package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What else than a restart is done, by the whole program on a real engine. */
@RealEngine
@InMatrix(value = ActionsTest.SHOWN, on = Column.INSTALLED)
class ActionsTest {
    static final String SHOWN = "stop, pause, kill, exec, run, truncate-log, end-loop";
    private static final String HEAL = "--label=dockmedic.heal=true";
    private static final String SWITCHED_ON = """
            actions: {careful: [end-loop, backup-volume]}
            backups: {directory: kept}
            approvals:
              - {name: tests, actions: [stop, pause, kill, exec, run, truncate-log], services: ["act-*"]}
            """;

    @TempDir
    Path home;

    private final PrivateEngine engine;

    ActionsTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void rules() throws IOException {
        Files.createDirectories(home.resolve("rules.d"));
        Files.createDirectories(home.resolve("kept"));
        Files.writeString(home.resolve("rules.d/acts.yml"), """
                groups:
                  - name: acts
                    rules:
                      - alert: Stop
                        on: container.started
                        when: "event.service == 'act-stop' || event.service == 'denied'"
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} is to be stopped"}
                        remedy:
                          - {action: stop, verify: {stopped: 1s, within: 60s}}
                          - action: escalate
                      - alert: Pause
                        on: container.started
                        when: event.service == 'act-pause'
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} is to be paused"}
                        remedy:
                          - {action: pause, verify: {paused: 1s, within: 60s}}
                          - action: escalate
                      - alert: Nine
                        on: container.health
                        when: event.service == 'act-nine' && event.status == 'healthy'
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} is to end at once"}
                        remedy:
                          - {action: kill, verify: {stopped: 1s, within: 60s}}
                          - action: escalate
                      - alert: Hup
                        on: container.health
                        when: event.service == 'act-hup' && event.status == 'healthy'
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} is to read its settings again"}
                        remedy:
                          - {action: kill, with: {signal: HUP}, verify: {running: 1s, within: 60s}}
                          - action: escalate
                      - alert: Exec
                        on: container.started
                        when: event.service == 'act-exec'
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} is to be tidied"}
                        remedy:
                          - action: exec
                            with: {command: [sh, -c, "echo tidied > /tmp/tidy; exit $CODE"], timeout: 20s}
                            verify: {running: 1s, within: 60s}
                          - action: escalate
                      - alert: Log
                        on: container.health
                        when: event.status == 'healthy' && event.service == 'act-log'
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} has said enough"}
                        remedy:
                          - action: truncate-log
                            with: {above: 1MiB}
                            verify: {running: 1s, within: 60s}
                          - action: escalate
                      - alert: Vain
                        on: container.died
                        when: event.service == 'act-vain' && event.exitCode == 7
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} is to be started later"}
                        remedy:
                          - {action: start, attempts: [10m], verify: {running: 1s, within: 60s}}
                          - action: escalate
                      - alert: Keep
                        on: container.health
                        when: event.status == 'healthy' && event.service == 'act-kept'
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} is to be backed up"}
                        remedy:
                          - {action: backup-volume, with: {quiesce: stop}, verify: {running: 1s, within: 60s}}
                          - action: escalate
                      - alert: Run
                        on: container.started
                        when: event.service == 'act-run'
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} is to be helped"}
                        remedy:
                          - action: run
                            with: {image: "IMAGE", command: [sh, -c, "! touch /helped"]}
                            verify: {running: 1s, within: 60s}
                          - action: escalate
                """.replace("IMAGE", imageId()));
    }

    private String imageId() {
        return engine.docker("image", "inspect", "-f", "{{.Id}}", BusyboxImage.in(engine)).orFail().text();
    }

    final String inspect(String format, String name) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private void loop(String name) {
        engine.run(name, List.of(HEAL, "--restart=always"), "sh", "-c", "echo no database; exit 3");
    }

    /** By a stop of ours, after which it runs on. */
    private void isKept(Spine spine) {
        assertThat(spine.incident("act-kept", "Keep", "escalated").at("/remedy/attempts").toString()).contains("kept");
        assertThat(inspect("{{.State.Status}}", "act-kept")).isEqualTo("running");
        assertThat(home.resolve("kept/act-kept")).isDirectoryContaining("glob:**/+data-*.tar");
        assertThat(spine.body("/metrics"))
                .containsPattern("dockmedic_backup_last_success_timestamp_seconds\\{[^}]*service=\"act-kept\"");
    }

    /** Which is emptied, with its end kept as evidence. */
    void theLogIsDealtWith(Spine spine) {
        String emptied = spine.incident("act-log", "Log", "healed").path("id").asText();
        assertThat(spine.body("/api/v1/incidents/" + emptied)).contains("\"action\" : \"truncate-log\"",
                "and was emptied", "\"output\" : [ \"xxx");
        assertThat(Path.of(inspect("{{.LogPath}}", "act-log"))).isEmptyFile();
    }

    @Test
    void eachIsDoneOnceProvenAndToldWhereItIsSwitchedOnOrApproved() {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            loop("act-loop");
            engine.run("act-stop", List.of(HEAL, "--restart=always", "--stop-timeout=1"), "sleep", "1000");
            engine.run("denied", List.of(HEAL), "sleep", "1000");
            // A job, so that no shipped rule hears of its ends.
            engine.run("act-vain", List.of(HEAL, "--label=com.docker.compose.oneoff=True"), "sh", "-c",
                    "test -e /tmp/again && exit 9; touch /tmp/again; exit 7");
            spine.incident("act-vain", "Vain", "waiting");
            engine.docker("start", "act-vain").orFail();
            engine.run("act-pause", List.of(HEAL), "sleep", "1000");
            // Healthy in its first run alone, so that nothing asks for its end again.
            engine.run("act-nine", List.of(HEAL, "--restart=always", "--health-cmd=test -e /tmp/ready",
                    "--health-interval=2s", "--health-start-period=1h"), "sh", "-c",
                    "trap '' TERM; rm /tmp/ready || touch /tmp/ready; while :; do sleep 60 & wait; done");
            // Healthy when its trap is set: the kernel drops a signal that comes before.
            engine.run("act-hup", List.of(HEAL, "--health-cmd=test -e /tmp/ready", "--health-interval=3s"), "sh", "-c",
                    "trap 'echo read again' HUP; touch /tmp/ready; while :; do sleep 60 & wait; done");

            engine.run("act-log", List.of(HEAL, "--health-cmd=test -e /tmp/ready", "--health-interval=2s"), "sh", "-c",
                    "head -c 1500000 /dev/zero | tr '\\0' x | fold -w 1000; touch /tmp/ready; exec sleep 1000");
            engine.run("act-run", List.of(HEAL), "sleep", "1000");
            engine.run("act-kept", List.of(HEAL, "--volume=/data", "--health-cmd=test -e /data/one",
                    "--health-interval=2s"), "sh", "-c",
                    "trap 'exit 3' TERM; echo one > /data/one; while :; do sleep 60 & wait; done");
            engine.run("act-exec", List.of(HEAL, "--env=CODE=0"), "sleep", "1000");

            assertThat(spine.page("act-loop").path("incident").path("key").asText()).isEqualTo("act-loop");
            await().atMost(Spine.SOON)
                    .untilAsserted(
                            () -> assertThat(spine.incidents("act-loop").toString()).contains("contained"));
            assertThat(inspect("{{.HostConfig.RestartPolicy.Name}} {{.State.Status}}", "act-loop"))
                    .isEqualTo("no exited");

            assertThat(spine.page("act-stop").path("acts").toString()).contains("stopped");
            assertThat(inspect("{{.State.Status}}", "act-stop")).isEqualTo("exited");
            assertThat(spine.page("denied").path("attempts").toString()).contains("awaits_approval");
            assertThat(inspect("{{.State.Status}}", "denied")).isEqualTo("running");
            assertThat(spine.page("act-pause").path("attempts").toString()).contains("contained");
            assertThat(inspect("{{.State.Status}}", "act-pause")).isEqualTo("paused");
            engine.docker("unpause", "act-pause").orFail();
            assertThat(spine.page("act-nine").path("acts").toString()).contains("SIGKILL sent");
            assertThat(inspect("{{.State.Status}} {{.State.ExitCode}}", "act-nine"))
                    .as("also where its policy is to start it again")
                    .isEqualTo("exited 137");
            engine.docker("start", "act-nine").orFail();
            spine.incident("act-hup", "Hup", "healed");
            await().atMost(Spine.SOON).until(() -> engine.docker("logs", "act-hup").text().contains("read again"));

            assertThat(spine.page("act-vain").path("attempts").toString()).as("a start that came to nothing")
                    .contains("had the right of way, but it does not run: it is exited, exit code 9");
            spine.incident("act-exec", "Exec", "healed");
            assertThat(engine.docker("exec", "act-exec", "cat", "/tmp/tidy").orFail().text()).isEqualTo("tidied");

            theLogIsDealtWith(spine);
            isKept(spine);

            spine.incident("act-run", "Run", "healed");
            assertThat(engine.docker("ps", "-aq", "--filter", "label=io.dockmedic.run").orFail().text()).isEmpty();

            // Ours alone, none of it is taken for a fault or for a person's.
            spine.healSomethingElse(engine, "act-control");
            assertThat(inspect("{{.State.Status}}", "act-pause")).as("undone by a person").isEqualTo("running");
            assertThat(spine.incidents("act-pause")).hasSize(1);
            assertThat(inspect("{{.State.Status}} {{.RestartCount}}", "act-nine")).as("undone by a person")
                    .isEqualTo("running 0");
            assertThat(spine.incidents("act-nine")).hasSize(1);
            assertThat(spine.incidents("act-stop")).hasSize(1);
            assertThat(spine.incidents("act-kept")).hasSize(1);
            assertThat(spine.incidents("act-loop").toString()).doesNotContain("yielded");
        }
        // Started anew it does not bring back what it took down.
        try (Spine again = Spine.ready(engine.dockerHost(), home, SWITCHED_ON)) {
            again.healSomethingElse(engine, "act-control-2");
            assertThat(inspect("{{.State.Status}}", "act-stop")).isEqualTo("exited");
            assertThat(inspect("{{.State.Status}}", "act-loop")).isEqualTo("exited");
        }
    }

    @Test
    void aDryRunChangesNothing() {
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "dry_run: true\n" + SWITCHED_ON)) {
            engine.run("act-loop-dry", List.of(HEAL, "--restart=on-failure:5"), "sh", "-c", "exit 3");
            spine.incident("act-loop-dry", "ContainerCrashLoop", "suppressed");
            assertThat(inspect("{{.HostConfig.RestartPolicy}}", "act-loop-dry")).isEqualTo("{on-failure 5}");
            assertThat(spine.pages("act-loop-dry")).isEmpty();
        }
    }
}
