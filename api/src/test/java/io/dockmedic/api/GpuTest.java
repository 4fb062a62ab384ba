package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a fault of a GPU to the container that made it, and to the person whom only a machine's start helps: the whole
 * program on a real engine, with a library that stands in for NVIDIA's.
 */
@RealEngine
class GpuTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String NAME = "gpu-train";
    private static final String PLACE = "0000:18:00.0";

    private final PrivateEngine engine;

    GpuTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", NAME);
    }

    private String pid() {
        return engine.docker("inspect", "-f", "{{.State.Pid}}", NAME).orFail().text();
    }

    /** The container's process uses the GPU, and Dockmedic has seen it. */
    private String use(FakeNvml fake, Spine spine) {
        String pid = pid();
        fake.says(0, "process", pid + " 1000");
        await().atMost(LONG)
                .until(() -> line(spine, "dockmedic_gpu_container_memory_bytes{").endsWith(" 1000.0"));
        return pid;
    }

    private static String line(Spine spine, String start) {
        return spine.body("/metrics").lines().filter(line -> line.startsWith(start)).findFirst().orElse("");
    }

    private static JsonNode incident(Spine spine, String key, String rule, String remedy) {
        return await().atMost(LONG)
                .until(() -> spine.incidents(key)
                        .stream()
                        .filter(one -> one.path("rule").asText().equals(rule))
                        .filter(one -> one.at("/remedy/state").asText().equals(remedy))
                        .findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void aProgramsFaultRestartsItsContainerAndALostGpuCallsAPerson(@TempDir Path home) {
        FakeNvml fake = FakeNvml.in(home);
        String id = engine.run(NAME, List.of("--label=dockmedic.heal=true", "--stop-timeout=1"), "sleep", "1000");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "gpu: {library: \"" + fake.file() + "\"}")) {
            String pid = use(fake, spine);
            assertThat(line(spine, "DCGM_FI_DEV_GPU_TEMP{")).endsWith(" 41.0")
                    .contains("UUID=\"GPU-00000000-0000-0000-0000-000000000000\"", "container=\"" + NAME + "\"",
                            "device=\"nvidia0\"", "gpu=\"0\"", "modelName=\"NVIDIA Test 80GB\"",
                            "pci_bus_id=\"00000000:18:00.0\"");

            fake.xid(0, 31);
            JsonNode healed = incident(spine, NAME, "ContainerGpuFault", "healed");
            assertThat(healed.at("/annotations/summary").asText()).isEqualTo(
                    "gpu-train made fault 31 on GPU 0 (NVIDIA Test 80GB at 0000:18:00.0): GPU memory page fault");
            assertThat(healed.at("/evidence/0/kind").asText()).isEqualTo("container.gpu_fault");
            assertThat(healed.at("/evidence/0/code").asInt()).isEqualTo(31);
            assertThat(healed.at("/count").asInt()).isEqualTo(1);
            assertThat(pid()).isNotEqualTo(pid);
            assertThat(Spine.restarts(engine, id)).isOne();
            assertThat(spine.incidents(PLACE)).as("the GPU is well").isEmpty();

            String second = pid();
            fake.xid(0, 79).says(0, "lost", 1);
            JsonNode told = incident(spine, PLACE, "GpuNeedsReboot", "escalated");
            assertThat(spine.incidents(PLACE)).as("whoever tells").hasSize(1);
            JsonNode page = spine.page(PLACE);
            assertThat(page.at("/incident/rule").asText()).isEqualTo("GpuNeedsReboot");
            assertThat(page.at("/incident/labels/route").asText()).isEqualTo("host");
            assertThat(told.at("/annotations/summary").asText()).contains("needs the machine to be started anew");
            assertThat(pid()).as("a restart would not help").isEqualTo(second);
            await().atMost(LONG)
                    .until(() -> spine.body("/metrics")
                            .lines()
                            .anyMatch(line -> line.startsWith("dockmedic_gpu_state{")
                                    && line.contains("state=\"lost\"") && line.endsWith(" 1.0")));
            // What the library alone tells waits for the kernel's log.
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(spine.body("/metrics")).contains(
                            "dockmedic_gpu_faults_total{code=\"31\",cure=\"application\",pci_bus_id=\"" + PLACE
                                    + "\"} 1.0",
                            "dockmedic_gpu_faults_total{code=\"79\",cure=\"reboot\",pci_bus_id=\"" + PLACE
                                    + "\"} 1.0"));
        }
    }

    @Test
    void aMismatchCallsAPersonAndRestartsNothing(@TempDir Path home) {
        FakeNvml fake = FakeNvml.in(home).says("init", 18);
        engine.run(NAME, List.of("--label=dockmedic.heal=true"), "sleep", "1000");
        String pid = pid();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "gpu: {library: \"" + fake.file() + "\"}")) {
            await().atMost(LONG)
                    .until(() -> spine.pages()
                            .stream()
                            .anyMatch(page -> page.at("/incident/rule").asText().equals("GpuDriverMismatch")));
            assertThat(pid()).isEqualTo(pid);
            assertThat(spine.body("/-/ready")).contains("the library and the loaded driver are of different versions");
        }
    }
}
