package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PodmanEngine;
import java.nio.file.Path;
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
    private static final String OBEYS = "trap 'exit 0' TERM; while :; do sleep 0.05; done";

    private final PodmanEngine engine = new PodmanEngine();
    private Spine spine;

    @BeforeAll
    void start(@TempDir Path home) {
        engine.run("before", List.of(), "sh", "-c", OBEYS);
        spine = Spine.ready(engine.dockerHost(), home, "heal: all");
    }

    @AfterAll
    void stop() {
        try (engine) {
            spine.close();
        }
    }

    @Test
    void faultIsToldButMayHaveBeenAskedFor() {
        engine.run("faulty", List.of(), "sh", "-c", "sleep 0.3; echo no config; exit 3");

        JsonNode incident = told("faulty");
        assertThat(incident.at("/evidence/0/exitCode").asInt()).isEqualTo(3);
        assertThat(incident.at("/evidence/0/judgement/intent").asText()).isEqualTo("unknown");
        assertThat(Spine.status(engine, "faulty")).isEqualTo("exited");
    }

    @Test
    void faultOfAContainerFromBeforeOurStartIsSeen() {
        Spine.kill9(engine, "before");

        assertThat(told("before").at("/evidence/0/exitCode").asInt()).isEqualTo(137);
    }

    @Test
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
