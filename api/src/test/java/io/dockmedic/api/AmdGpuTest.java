package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.gpu.AmdTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From what AMD's driver says to the container that has the GPU open: the whole program on a real engine, over recorded files of a
 * GPU, with this machine's processes.
 */
@Tag("long")
@RealEngine
class AmdGpuTest {
    private static final String NAME = "amd-train";
    private static final String PLACE = AmdTree.CARD;
    private static final String GPU = "(AMD Radeon RX 6900 XT at " + PLACE + ")";
    private static final String LOG = "amdgpu " + PLACE + ": amdgpu: ";

    @TempDir
    Path home;

    private final PrivateEngine engine;

    AmdGpuTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void plant() throws IOException {
        Path root = Files.createDirectory(home.resolve("machine"));
        AmdTree.plant(root, "rx6900xt");
        // Processes are this machine's.
        Files.move(root.resolve("proc"), root.resolve("recorded"));
        Files.createSymbolicLink(root.resolve("proc"), Path.of("/proc"));
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", NAME);
    }

    /** Its main process has what is called like the GPU's file open. */
    private void opener() throws IOException {
        Path node = Files.createFile(home.resolve("renderD128"));
        engine.run(NAME, List.of("--label=dockmedic.heal=true", "--stop-timeout=1",
                "--volume=" + node + ":/dev/dri/renderD128"), "sh", "-c",
                "exec 5</dev/dri/renderD128; exec sleep 1000");
    }

    private String pid() {
        return GpuScene.pid(engine, NAME);
    }

    @Test
    void aHangRestartsItsContainerAndWhatTakesAResetCallsAPerson() throws IOException {
        Shortened.rule(home, "GpuNeedsReset", "for: 10m", "for: 1s");
        opener();
        try (FakeLog log = FakeLog.in(home);
                Spine spine = Spine.on(engine.dockerHost(), home, log.file(), home.resolve("machine"), "")) {
            GpuScene.shown(spine, "\"container\" : \"" + NAME + "\"");
            String hung = pid();
            log.kernel(LOG + "ring comp_1.0.0 timeout, signaled seq=1, emitted seq=2");
            log.kernel(LOG + " Process sleep pid " + hung + " thread sleep pid " + hung);
            JsonNode healed = GpuScene.incident(spine, NAME, "ContainerGpuFault", "healed");
            assertThat(healed.at("/evidence/0/code").asInt()).isEqualTo(10_001);
            assertThat(healed.at("/evidence/0/gpu").toString()).contains("amd", PLACE);
            assertThat(healed.at("/annotations/summary").asText()).startsWith(NAME + " made fault 10001 on GPU ")
                    .contains(GPU, "what a program had the GPU do has not come to an end");
            assertThat(pid()).isNotEqualTo(hung);
            assertThat(spine.incidents(PLACE)).as("the GPU is well").isEmpty();

            String second = pid();
            GpuScene.shown(spine, "\"pid\" : " + second);
            log.kernel(LOG + "1 uncorrectable hardware errors detected in gfx block");
            JsonNode told = GpuScene.incident(spine, PLACE, "GpuNeedsResetSoon", "escalated");
            assertThat(told.at("/evidence/0/code").asInt()).isEqualTo(10_020);
            assertThat(told.at("/evidence/0/text").asText()).contains("1 uncorrectable hardware errors");
            assertThat(told.at("/labels/route").asText()).isEqualTo("host");
            // Of some machines not every process can be looked into, and then others may have it too.
            assertThat(told.at("/annotations/description").asText())
                    .containsPattern("^These use it(, and perhaps others)?: " + NAME + "\\.")
                    .contains("amd-smi reset --gpureset, for the GPU at " + PLACE);
            JsonNode page = spine.pageOf("GpuNeedsResetSoon");
            assertThat(page.path("attempts").toString()).contains("reset-gpu", "only NVIDIA's GPUs are reset");
            assertThat(told.at("/evidence/0/gpu").toString()).contains("amd", PLACE);
            GpuScene.shown(spine, "\"cure\" : \"reset\"");
            assertThat(pid()).as("a restart would not help").isEqualTo(second);

            log.kernel(LOG + "GPU reset(1) succeeded!");
            GpuScene.over(spine, "GpuNeedsResetSoon");
            GpuScene.shown(spine, "\"cure\" : \"none\"");
        }
    }
}
