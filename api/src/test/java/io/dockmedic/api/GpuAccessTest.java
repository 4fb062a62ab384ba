package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A container whose control group denies it the GPU that it had: what is in the file's place is a device that it was never allowed. It is
 * made anew, or left alone where something in it works on the GPU. The whole program on a real engine.
 */
@Tag("long")
@RealEngine
class GpuAccessTest {
    private static final String NAME = "access-train";
    private static final String BUSY = "access-busy";

    @TempDir
    Path home;

    private final PrivateEngine engine;

    GpuAccessTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", NAME, BUSY);
    }

    private void up(String name) {
        engine.run(name, List.of("--label=dockmedic.heal=true", "--stop-timeout=1", "--runtime=nvidia",
                "--env=NVIDIA_VISIBLE_DEVICES=all"), "sh", "-c", "touch /dev/nvidiactl; exec sleep 1000");
    }

    private void lose(String name) {
        engine.docker("exec", name, "sh", "-c", "rm /dev/nvidiactl; mknod /dev/nvidiactl c 195 255").orFail();
    }

    private static long opened(Spine spine) {
        return spine.body("/metrics")
                .lines()
                .filter(line -> line.startsWith("dockmedic_gpu_access_probes_total{result=\"ok\"}"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** By a rule of the shipped one's words, which stands in for it: who made a container a moment ago would be asked. */
    private void rules() throws IOException {
        Shortened.rule(home, "ContainerLostGpu", "- action: recreate\n",
                "- action: recreate\n            with: {after: 0s}\n");
        Path file = home.resolve("rules.d/ContainerLostGpu.yml");
        Files.writeString(file, Files.readString(file)
                + "inhibit:\n  - {source: ContainerLostGpuSoon, target: ContainerLostGpu, equal: [event.service]}\n");
    }

    @Test
    void itIsMadeAnewUnlessSomethingInItHasTheGpu() throws IOException {
        Files.writeString(engine.socket().resolveSibling("daemon.json"),
                "{\"runtimes\": {\"nvidia\": {\"path\": \"runc\"}}}");
        Command.run(Map.of(), List.of("kill", "-HUP", Long.toString(engine.pid()))).orFail();
        await().atMost(GpuScene.LONG)
                .until(() -> engine.docker("info", "--format={{json .Runtimes}}").text().contains("\"nvidia\""));
        rules();
        Path machine = Files.createDirectory(home.resolve("machine"));
        Files.createSymbolicLink(machine.resolve("proc"), Path.of("/proc"));
        Path reloads = Files.createFile(Files.createDirectories(machine.resolve("run/systemd"))
                .resolve("systemd-units-load"));
        Files.setLastModifiedTime(reloads, FileTime.from(Instant.EPOCH.plusSeconds(1)));
        up(NAME);
        up(BUSY);
        String busy = GpuScene.pid(engine, BUSY);
        String old = engine.docker("inspect", "-f", "{{.Id}}", NAME).orFail().text();
        FakeNvml fake = FakeNvml.in(home).runs(0, Long.parseLong(busy), 1_000);
        try (FakeLog log = FakeLog.in(home);
                Spine spine = Spine.on(engine.dockerHost(), home, log.file(), machine,
                        "gpu: {library: \"" + fake.file() + "\", probe: true}\nactions: {careful: [recreate]}")) {
            await("both reach it").atMost(GpuScene.LONG).until(() -> opened(spine) == 2);
            lose(NAME);
            lose(BUSY);
            Files.setLastModifiedTime(reloads, FileTime.from(Instant.EPOCH.plusSeconds(2)));

            JsonNode healed = GpuScene.incident(spine, NAME, "ContainerLostGpuSoon", "healed");
            assertThat(healed.at("/evidence/0/kind").asText()).isEqualTo("container.gpu_access");
            assertThat(healed.at("/annotations/description").asText()).contains("may not open /dev/nvidiactl");
            assertThat(healed.at("/remedy/attempts/0/action").asText()).isEqualTo("recreate");
            assertThat(engine.docker("inspect", "-f", "{{.Id}}", NAME).orFail().text()).isNotEqualTo(old);
            GpuScene.over(spine, "ContainerLostGpuSoon");

            JsonNode held = GpuScene.incident(spine, BUSY, "ContainerGpuClosed", "escalated");
            assertThat(held.at("/labels/route").asText()).isEqualTo("owner");
            assertThat(held.at("/annotations/description").asText()).contains("It is left alone");
            assertThat(GpuScene.pid(engine, BUSY)).as("it works").isEqualTo(busy);
            engine.docker("restart", BUSY).orFail();
            GpuScene.over(spine, "ContainerGpuClosed");
        }
    }
}
