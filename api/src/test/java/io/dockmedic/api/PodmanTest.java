package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PodmanEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Podman says neither {@code kill} nor {@code stop}: faults are told, and nobody's stop is undone. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PodmanTest {
    private static final String OBEYS = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";

    private static final String WHY = " ([why](docs/intent.md#podman))";
    private static final String RULES = """
            groups:
              - name: anew
                rules:
                  - alert: ToBeMadeAnew
                    on: container.started
                    when: event.service == 'anew'
                    by: [event.service]
                    resolve: {on: container.removed}
                    annotations: {summary: "{{ event.service }} is to be made anew"}
                    remedy:
                      - {action: recreate, with: {after: 0s}, verify: {running: 1s, within: 30s}}
                      - action: escalate
            """;

    private final PodmanEngine engine = new PodmanEngine();
    private Spine spine;

    @BeforeAll
    void start(@TempDir Path home) throws IOException {
        engine.run("before", List.of(), "sh", "-c", OBEYS);
        Files.writeString(Files.createDirectories(home.resolve("rules.d")).resolve("anew.yml"), RULES);
        spine = Spine.ready(engine.dockerHost(), home, "heal: all\n" + RecreateTest.SWITCHED_ON);
    }

    @AfterAll
    void stop() {
        try (engine) {
            spine.close();
        }
    }

    @Test
    @InMatrix(value = FaultsTest.SHOWN, on = Column.PODMAN, but = "told, never healed" + WHY)
    void faultIsToldButMayHaveBeenAskedFor() {
        engine.run("faulty", List.of(), "sh", "-c", "sleep 0.3; echo no config; exit 3");

        JsonNode incident = told("faulty");
        assertThat(incident.at("/evidence/0/exitCode").asInt()).isEqualTo(3);
        assertThat(incident.at("/evidence/0/judgement/intent").asText()).isEqualTo("unknown");
        assertThat(Spine.status(engine, "faulty")).isEqualTo("exited");
    }

    @Test
    @InMatrix(value = FaultsTest.SHOWN, on = Column.PODMAN, but = "told, never healed" + WHY)
    void faultOfAContainerFromBeforeOurStartIsSeen() {
        Spine.kill9(engine, "before");

        assertThat(told("before").at("/evidence/0/exitCode").asInt()).isEqualTo(137);
    }

    @Test
    @InMatrix(value = RequestsTest.SHOWN, on = Column.PODMAN, but = "left alone, and a stop is told" + WHY)
    void stopAndRemovalAreNotUndone() {
        engine.run("stopped", List.of(), "sh", "-c", OBEYS);
        engine.run("removed", List.of(), "sh", "-c", OBEYS);
        engine.docker("stop", "stopped").orFail();
        engine.docker("rm", "-f", "removed").orFail();

        told("stopped");
        assertThat(Spine.status(engine, "stopped")).isEqualTo("exited");
        assertThat(engine.docker("inspect", "removed").exitCode()).isNotZero();
    }

    @Test
    @InMatrix(value = "who wanted a death is read from the order of the messages", on = Column.PODMAN, but = "not known: each is told"
            + WHY)
    void whoWantedADeathIsNotKnown() {
        engine.run("signalled", List.of(), "sh", "-c", OBEYS);
        engine.run("ended", List.of("--stop-signal=KILL"), "sh", "-c", OBEYS);
        engine.docker("kill", "--signal=TERM", "signalled").orFail();
        engine.docker("restart", "ended").orFail();
        engine.docker("stop", "ended").orFail();

        for (String name : List.of("signalled", "ended")) {
            assertThat(told(name).at("/evidence/0/judgement/intent").asText()).isEqualTo("unknown");
            assertThat(Spine.status(engine, name)).isEqualTo("exited");
        }
    }

    @Test
    @InMatrix(value = ComposeTest.SHOWN, on = Column.PODMAN, but = "left alone, and a stop is told" + WHY)
    void whatAPersonDoesWithComposeIsLeftAlone(@TempDir Path project) throws IOException {
        Files.writeString(project.resolve("compose.yml"), """
                name: shop
                services:
                  web:
                    image: %s
                    command: [sh, -c, "%s"]
                    network_mode: none
                """.formatted(BusyboxImage.in(engine), OBEYS));
        compose(project, "up", "--detach");
        String first = engine.docker("inspect", "--format={{.Id}}", "shop-web-1").orFail().text();
        compose(project, "up", "--detach", "--force-recreate");
        String second = engine.docker("inspect", "--format={{.Id}} {{.State.StartedAt}}", "shop-web-1").orFail().text();
        assertThat(second).doesNotContain(first);
        compose(project, "stop", "--timeout", "1");

        spine.page("shop/web/1");
        assertThat(spine.incidents("shop/web/1"))
                .allMatch(incident -> incident.path("rule").asText().equals("ContainerDiedUnknown"));
        assertThat(engine.docker("inspect", "--format={{.Id}} {{.State.StartedAt}}", "shop-web-1").orFail().text())
                .isEqualTo(second);
        assertThat(Spine.status(engine, "shop-web-1")).isEqualTo("exited");
        compose(project, "down");
    }

    private void compose(Path project, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--project-directory", project.toString(), "--progress", "quiet"));
        all.addAll(List.of(arguments));
        engine.compose(all.toArray(String[]::new)).orFail();
    }

    @Test
    @InMatrix(value = RecreateTest.SHOWN, on = Column.PODMAN, but = "refused" + WHY)
    void nothingIsMadeAnew() {
        String id = engine.run("anew", List.of(), "sh", "-c", OBEYS);

        spine.page("anew");
        assertThat(spine.incidents("anew").toString()).contains("the engine is Podman");
        assertThat(engine.docker("inspect", "--format={{.Id}}", "anew").orFail().text()).isEqualTo(id);
    }

    @Test
    @InMatrix(value = ContainerMetricsTest.SHOWN, on = Column.PODMAN)
    void readingsComeFromTheGroupsThatPodmanNames() {
        engine.run("measured", List.of("--memory=32m", "--pids-limit=50"), "sh", "-c", OBEYS);
        await().atMost(Spine.SOON)
                .untilAsserted(() -> assertThat(spine.body("/metrics")
                        .lines()
                        .filter(line -> line.contains("name=\"measured\"")))
                        .anySatisfy(line -> assertThat(line).startsWith("container_spec_memory_limit_bytes{")
                                .contains("/libpod-")
                                .endsWith(" " + (32 << 20)))
                        .anySatisfy(line -> assertThat(line).startsWith("container_threads_max{").endsWith(" 50"))
                        .anySatisfy(line -> assertThat(line).startsWith("container_processes{"))
                        .anySatisfy(line -> assertThat(line).startsWith("container_cpu_usage_seconds_total{")));
    }

    @Test
    void metricsSayWeAreConnected() {
        assertThat(spine.body("/metrics")).contains("dockmedic_engine_connected 1");
    }

    private JsonNode told(String service) {
        spine.page(service);
        assertThat(spine.incidents(service)).singleElement()
                .returns("ContainerDiedUnknown", incident -> incident.path("rule").asText());
        return spine.incidents(service).getFirst();
    }
}
