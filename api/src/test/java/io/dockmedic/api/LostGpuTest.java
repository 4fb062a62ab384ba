package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A GPU that is lost, of which nobody says a word: each call into it fails (NVML's 15). Who has it, who is called, what is left alone,
 * and that it is over when it answers: the whole program on a real engine.
 */
@RealEngine
class LostGpuTest {
    private static final String NAME = "lost-train";
    private static final String PLACE = "0000:18:00.0";

    private final PrivateEngine engine;

    LostGpuTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", NAME);
    }

    @Test
    void whoHadItIsToldNothingIsRestartedAndItIsOverWhenItAnswers(@TempDir Path home) throws IOException {
        FakeNvml fake = FakeNvml.in(home);
        Shortened.rule(home, "GpuNeedsReboot", "for: 10m", "for: 1s");
        Path mark = home.resolve("run/gpus/GPU-00000000-0000-0000-0000-000000000000");
        GpuScene.sleeper(engine, NAME);
        String pid = GpuScene.pid(engine, NAME);
        fake.runs(0, Long.parseLong(pid), 1_000);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "gpu: {library: \"" + fake.file() + "\"}")) {
            GpuScene.shown(spine, "\"container\" : \"" + NAME + "\"");
            fake.says(0, "lost", 1);
            JsonNode told = GpuScene.incident(spine, PLACE, "GpuNeedsRebootSoon", "escalated");
            assertThat(told.at("/evidence/0/kind").asText()).isEqualTo("gpu.sample");
            assertThat(told.at("/evidence/0/state").asText()).isEqualToIgnoringCase("lost");
            assertThat(told.at("/labels/route").asText()).isEqualTo("host");
            assertThat(told.at("/annotations/summary").asText()).startsWith(
                    "GPU 0 (NVIDIA Test 80GB at 0000:18:00.0) needs the machine to be started anew: ");
            JsonNode page = spine.pageOf("GpuNeedsRebootSoon");
            assertThat(page.toString()).as("who had it, as long as that was known").contains(NAME);
            assertThat(page.path("attempts").toString()).contains("\"mark\"").doesNotContain("restart", "recreate");
            assertThat(mark).content().contains("containers=" + NAME + "\n");
            assertThat(GpuScene.pid(engine, NAME)).as("a restart would not help").isEqualTo(pid);
            assertThat(spine.incidents(NAME)).as("it is the GPU's, not the program's").isEmpty();

            fake.unsays(0, "lost");
            GpuScene.over(spine, "GpuNeedsRebootSoon");
            assertThat(GpuScene.pid(engine, NAME)).isEqualTo(pid);
        }
        assertThat(Files.readString(mark)).as("the shipped rule waits for 10 minutes")
                .contains("rules=GpuNeedsReboot\n");
    }
}
