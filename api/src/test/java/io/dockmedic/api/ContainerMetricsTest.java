package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers of a real engine at {@code /metrics}, by the whole program. */
@RealEngine
@InMatrix(value = ContainerMetricsTest.SHOWN, on = Column.INSTALLED)
class ContainerMetricsTest {
    static final String SHOWN = "memory and processor of containers are read";
    private final PrivateEngine engine;
    private Spine spine;

    ContainerMetricsTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void start(@TempDir Path home) {
        spine = Spine.ready(engine.dockerHost(), home, "");
    }

    @AfterEach
    void stop() {
        spine.close();
    }

    private List<String> series(String name) {
        return spine.body("/metrics").lines().filter(line -> line.contains("name=\"" + name + "\"")).toList();
    }

    @Test
    void aContainerHasItsSeriesWhileItRuns() {
        String id = engine.run("measured", List.of("--memory=32m", "--label=com.docker.compose.project=shop",
                "--label=com.docker.compose.service=db"), "sleep", "1000");
        await().atMost(Spine.SOON)
                .untilAsserted(() -> assertThat(series("measured"))
                        .anySatisfy(line -> assertThat(line).startsWith("container_spec_memory_limit_bytes{")
                                .contains("container_label_com_docker_compose_service=\"db\"", id)
                                .endsWith(" " + (32 << 20)))
                        .anySatisfy(line -> assertThat(line).startsWith("container_cpu_usage_seconds_total{")
                                .contains("cpu=\"total\""))
                        .anySatisfy(line -> assertThat(line).startsWith("container_memory_working_set_bytes{")));
        engine.docker("rm", "--force", "measured").orFail();
        await().atMost(Spine.SOON).until(() -> series("measured").isEmpty());
        assertThat(spine.body("/metrics")).as("what is counted by service stays")
                .contains("dockmedic_service_oom_kills_total{project=\"shop\",service=\"db\"} 0");
    }
}
