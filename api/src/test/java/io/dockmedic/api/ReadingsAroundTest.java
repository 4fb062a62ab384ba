package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings around a fault on a real engine, by the whole program. */
@RealEngine
class ReadingsAroundTest {
    private static final String BUSY = "while :; do :; done";

    private final PrivateEngine engine;
    private Spine spine;

    ReadingsAroundTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void start(@TempDir Path home) {
        spine = Spine.ready(engine.dockerHost(), home, "");
    }

    @AfterEach
    void stop() {
        spine.close();
        engine.docker("rm", "--force", "around-fault");
    }

    private static List<JsonNode> readings(JsonNode incident) {
        List<JsonNode> all = new ArrayList<>();
        incident.at("/readings").forEach(all::add);
        return all;
    }

    private static Instant at(JsonNode of) {
        return Instant.parse(of.at("/at").asText());
    }

    /** How often its quota has held it back; 0 while that is not known. */
    private double heldBack(String name) {
        return spine.body("/metrics")
                .lines()
                .filter(line -> line.startsWith("container_cpu_cfs_throttled_periods_total{"))
                .filter(line -> line.contains("name=\"" + name + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    @Test
    void anIncidentHasWhatItsContainerUsedBeforeTheFaultAndAfterIt() {
        // So little that a busy machine gives it too: the quota holds it back, not its neighbours.
        engine.run("around-fault", List.of("--memory=64m", "--cpus=0.02", "--label=dockmedic.heal=true"), "sh", "-c",
                BUSY);
        double first = await().atMost(Spine.SOON).until(() -> heldBack("around-fault"), held -> held > 0);
        // What it used is known between two looks, both after its quota first held it back.
        await().atMost(Spine.SOON).until(() -> heldBack("around-fault") > first);
        Spine.kill9(engine, "around-fault");
        JsonNode incident = spine.incident("around-fault", "ContainerExitedWithError", "healed");
        Instant fault = at(incident.at("/evidence/0"));
        List<JsonNode> before = readings(incident).stream().filter(reading -> at(reading).isBefore(fault)).toList();
        assertThat(before.getLast().at("/used").asText()).contains(" of 64 MiB", " % of 2 %", "throttled");
        assertThat(before.getLast().at("/usage/memoryLimitBytes").asLong()).isEqualTo(64 << 20);
        await("read again once it runs again").atMost(Spine.SOON)
                .until(() -> spine.incidents("around-fault")
                        .stream()
                        .filter(one -> one.at("/id").equals(incident.at("/id")))
                        .anyMatch(one -> at(readings(one).getLast()).isAfter(fault)));
    }
}
