package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A GPU that heat slows down, by the shipped rule with shorter times: its limit goes down, the heat passes, and it is put back, but
 * not where somebody has set another. The whole program, with a library that stands in for NVIDIA's.
 */
@Tag("long")
@RealEngine
class GpuPowerTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String PLACE = "0000:18:00.0";
    private static final String LOOK = "nvmlDeviceGetPowerManagementLimit 0";

    private final PrivateEngine engine;

    GpuPowerTest(PrivateEngine engine) {
        this.engine = engine;
    }

    /** So many of the GPU's incidents have come so far. */
    private static List<JsonNode> healed(Spine spine, int many) {
        return await().atMost(LONG)
                .until(() -> Optional.of(spine.incidents(PLACE)
                        .stream()
                        .filter(one -> one.at("/remedy/state").asText().equals("healed"))
                        .toList()), found -> found.orElseThrow().size() == many)
                .orElseThrow();
    }

    private static void limitIs(FakeNvml fake, long milliwatts) {
        await().atMost(LONG).until(() -> fake.limit(0) == milliwatts);
    }

    @Test
    void whatIsTooHotMayDrawLessForAWhile(@TempDir Path home) throws IOException {
        FakeNvml fake = FakeNvml.in(home);
        Shortened.rule(home, "GpuSlowedDown", "for: 5m", "for: 1s", "{by: -10%}", "{by: -10%, calm: 10s}", "12m", "2m");
        try (Spine spine = Spine.ready(engine.dockerHost(), home,
                "gpu: {library: \"" + fake.file() + "\"}\nactions: {careful: [gpu-power-limit]}")) {
            fake.says(0, "reasons", 0x40);
            limitIs(fake, 630_000);
            fake.unsays(0, "reasons");
            JsonNode first = healed(spine, 1).getFirst();
            assertThat(first.at("/remedy/attempts/0/action").asText()).isEqualTo("gpu-power-limit");
            limitIs(fake, 700_000);

            fake.says(0, "reasons", 0x40);
            limitIs(fake, 630_000);
            fake.limits(0, 650_000);
            int looks = Collections.frequency(fake.calls(), LOOK);
            fake.unsays(0, "reasons");
            healed(spine, 2);
            await().atMost(LONG).until(() -> Collections.frequency(fake.calls(), LOOK) > looks);
            assertThat(fake.limit(0)).as("somebody's").isEqualTo(650_000);
            assertThat(spine.pages()).isEmpty();
        }
    }
}
