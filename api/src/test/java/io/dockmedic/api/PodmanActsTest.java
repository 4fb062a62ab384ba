package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PodmanEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On Podman acts are done where a rule asks for no intent, none of them is taken for a death of unknown cause, and the rest is refused. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PodmanActsTest {
    private static final String OBEYS = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";
    private static final String WHY = " ([why](docs/intent.md#podman))";
    private static final String SWITCHED_ON = """
            heal: all
            actions: {careful: [limits, recreate, rollback, restart-stack, backup-volume]}
            backups: {directory: kept}
            approvals:
              - {name: tests, actions: [stop, pause, kill, exec, run, truncate-log], services: ["act-*"]}
            """;

    @TempDir
    private static Path home;

    private final PodmanEngine engine = new PodmanEngine();
    private Spine spine;

    @BeforeAll
    void start() throws Exception {
        String image = engine.docker("image", "inspect", "-f", "{{.Id}}", BusyboxImage.in(engine)).orFail().text();
        Files.createDirectories(home.resolve("kept"));
        Files.writeString(Files.createDirectories(home.resolve("rules.d")).resolve("acts.yml"),
                "groups:\n  - name: acts\n    rules:\n"
                        + rule("act-stop", "{action: stop, verify: {stopped: 1s, within: 60s}}")
                        + rule("act-pause", "{action: pause, verify: {paused: 1s, within: 60s}}")
                        + rule("act-hup", "{action: kill, with: {signal: HUP}, verify: {running: 1s, within: 60s}}")
                        + rule("act-exec", "{action: exec, with: {command: [touch, /tmp/tidy]}, verify: "
                                + "{running: 1s, within: 60s}}")
                        + rule("act-run", "{action: run, with: {image: \"" + image
                                + "\", command: [sh, -c, \"! touch /helped\"]}, verify: {running: 1s, within: 60s}}")
                        + rule("act-again", "{action: restart, verify: {running: 1s, within: 60s}}")
                        + rule("act-kept", "{action: backup-volume, with: {quiesce: stop}, verify: "
                                + "{running: 1s, within: 60s}}")
                        + rule("act-log", "{action: truncate-log, with: {above: 1MiB}, verify: "
                                + "{running: 1s, within: 60s}}")
                        + rule("act-limits", "{action: limits, with: {memory: 2x, ceiling: 96MiB}, verify: "
                                + "{running: 1s, within: 30s}}")
                        + rule("act-back", "{action: rollback, with: {after: 0s}, verify: {running: 1s, within: 30s}}")
                        + rule("shop/anew/1", "{action: recreate, with: {after: 0s}, verify: "
                                + "{running: 1s, within: 30s}}")
                        + rule("act-same", "{action: recreate, with: {after: 0s}, verify: {running: 1s, within: 30s}}")
                        + rule("stack/web/1", "40s", "{action: restart-stack, with: {each: 30s}, verify: "
                                + "{running: 1s, within: 60s}}"));
        BusyboxImage.importAs(engine, "back/web:1", List.of("CMD [\"sleep\",\"1000000\"]"));
        BusyboxImage.importAs(engine, "back/web:2", List.of("CMD [\"sleep\",\"1000001\"]"));
        engine.docker("run", "--detach", "--network=none", "--name=act-back", "back/web:1").orFail();
        RanWell.remember(home, engine, (service, calls, at) -> calls.details(service)
                .map(RanWell::done)
                .map(now -> GoodRun.of(service, "before", at, now, new byte[]{1}, "")), "act-back");
        engine.docker("rm", "-f", "act-back").orFail();
        spine = Spine.ready(engine.dockerHost(), home, SWITCHED_ON);
    }

    private static String rule(String service, String rung) {
        return rule(service, "3s", rung);
    }

    /** @param after whoever has begun a stack a moment ago may be at work on it still */
    private static String rule(String service, String after, String rung) {
        return """
                      - alert: %s
                        on: container.started
                        when: event.service == '%s'
                        by: [event.service]
                        for: %s
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }}"}
                        remedy:
                          - %s
                          - action: escalate
                """.formatted(called(service), service, after, rung);
    }

    private static String called(String service) {
        return "Rule" + service.replaceAll("[^a-z]", "");
    }

    @AfterAll
    void stop() {
        try (engine) {
            spine.close();
        }
    }

    private String comes(String service, String state) {
        return spine.incident(service, called(service), state).at("/remedy/attempts").toString();
    }

    private String inspect(String format, String name) {
        return engine.docker("inspect", "--format=" + format, name).orFail().text();
    }

    private List<String> rules(String service) {
        return spine.incidents(service).stream().map(one -> one.path("rule").asText()).toList();
    }

    private void up(String project, String service, String dependsOn) {
        List<String> options = new ArrayList<>(List.of("--stop-timeout=1",
                "--label=com.docker.compose.project=" + project,
                "--label=com.docker.compose.service=" + service, "--label=com.docker.compose.container-number=1",
                "--label=com.docker.compose.depends_on=" + dependsOn));
        engine.run(project + "-" + service, options, "sh", "-c", OBEYS);
    }

    @Test
    @InMatrix(value = ActionsTest.SHOWN, on = Column.PODMAN, but = "yes, but no log is emptied and no policy taken away"
            + WHY)
    void eachIsDoneAndItsDeathsAreOurs() {
        engine.run("act-stop", List.of("--stop-timeout=1"), "sleep", "1000");
        engine.run("act-again", List.of("--stop-timeout=1"), "sh", "-c", OBEYS);
        engine.run("act-kept", List.of("--volume=kept:/data"), "sh", "-c", "echo one > /data/one; " + OBEYS);
        engine.run("act-pause", List.of(), "sleep", "1000");
        engine.run("act-hup", List.of(), "sh", "-c", "trap 'echo read again' HUP; while :; do sleep 60 & wait; done");
        engine.run("act-exec", List.of(), "sleep", "1000");
        engine.run("act-run", List.of(), "sleep", "1000");
        engine.run("act-log", List.of(), "sh", "-c",
                "head -c 1500000 /dev/zero | tr '\\0' x | fold -w 1000; exec sleep 1000");

        assertThat(comes("act-stop", "escalated")).contains("contained: it stands still");
        assertThat(comes("act-again", "healed")).contains("restart");
        assertThat(comes("act-kept", "escalated")).contains("kept");
        assertThat(home.resolve("kept/act-kept")).isDirectoryContaining("glob:**/kept-*.tar");
        assertThat(comes("act-pause", "escalated")).contains("contained: it stands still");
        assertThat(comes("act-hup", "healed")).contains("kill");
        assertThat(comes("act-exec", "healed")).contains("exec");
        assertThat(comes("act-run", "healed")).contains("run");
        assertThat(comes("act-log", "escalated")).contains("is not how the engine calls a json log");

        assertThat(inspect("{{.State.Status}}", "act-stop")).isEqualTo("exited");
        assertThat(inspect("{{.State.Status}}", "act-pause")).isEqualTo("paused");
        assertThat(List.of("act-again", "act-kept", "act-hup", "act-exec", "act-run", "act-log"))
                .allMatch(name -> Spine.status(engine, name).equals("running"));
        await().atMost(Spine.SOON).until(() -> engine.docker("logs", "act-hup").text().contains("read again"));
        assertThat(engine.docker("exec", "act-exec", "ls", "/tmp/tidy").exitCode()).isZero();
        assertThat(engine.docker("ps", "-aq", "--filter", "label=io.dockmedic.run").orFail().text()).isEmpty();
        for (String name : List.of("act-stop", "act-again", "act-kept")) {
            assertThat(rules(name)).as("our own is no death of unknown cause").containsOnly(called(name));
        }
    }

    @Test
    @InMatrix(value = LimitsTest.SHOWN, on = Column.PODMAN, but = "refused" + WHY)
    void aMemoryLimitStays() {
        engine.run("act-limits", List.of("--memory=32m"), "sleep", "1000");

        assertThat(comes("act-limits", "escalated")).contains("this engine has no such call");
        assertThat(inspect("{{.HostConfig.Memory}}", "act-limits")).isEqualTo(Long.toString(32 << 20));
    }

    @Test
    @InMatrix(value = RollbackTest.SHOWN, on = Column.PODMAN, but = "refused" + WHY)
    void anImageStays() {
        String id = engine.docker("run", "--detach", "--network=none", "--name=act-back", "back/web:2").orFail().text();

        assertThat(comes("act-back", "escalated")).contains("the engine is Podman");
        assertThat(inspect("{{.Id}}", "act-back")).isEqualTo(id);
    }

    @Test
    @InMatrix(value = RecreateOnComposeTest.SHOWN, on = Column.PODMAN, but = "refused" + WHY)
    void whatComposeMadeIsNotMadeAnew() {
        up("shop", "anew", "");
        String id = inspect("{{.Id}}", "shop-anew");

        assertThat(comes("shop/anew/1", "escalated")).contains("the engine is Podman");
        assertThat(inspect("{{.Id}}", "shop-anew")).isEqualTo(id);
    }

    @Test
    @InMatrix(value = "what is made anew is the same, field by field", on = Column.PODMAN, but = "refused" + WHY)
    void nothingOfItChanges() {
        engine.run("act-same", List.of("--label=a=b", "--env=A=1", "--memory=64m", "--volume=same:/data", "--read-only",
                "--cap-drop=ALL", "--workdir=/data", "--hostname=same"), "sh", "-c", OBEYS);
        String before = engine.docker("inspect", "act-same").orFail().text();

        assertThat(comes("act-same", "escalated")).contains("the engine is Podman");
        assertThat(engine.docker("inspect", "act-same").orFail().text()).isEqualTo(before);
    }

    @Test
    @InMatrix(value = RestartStackTest.SHOWN, on = Column.PODMAN)
    void aStackIsRestartedInItsOrder() {
        up("stack", "db", "");
        up("stack", "web", "db:service_started:true");
        String before = inspect("{{.State.StartedAt}}", "stack-db");

        await().atMost(Duration.ofMinutes(2)).until(() -> spine.incidents("stack/web/1").toString().contains("healed"));
        assertThat(comes("stack/web/1", "healed")).contains("restart-stack");
        assertThat(inspect("{{.State.StartedAt}}", "stack-db")).isNotEqualTo(before)
                .isLessThan(inspect("{{.State.StartedAt}}", "stack-web"));
        assertThat(spine.incidents("stack/db/1")).isEmpty();
    }
}
