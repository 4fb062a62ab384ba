package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several services in trouble at once, by the whole program on a real engine: of one image, for a reason that nobody knows, they are
 * left alone; by a cause that is known they are healed one after the other.
 */
@Tag("long")
@RealEngine
class CommonCauseTest {
    private static final String IMAGE = "common/app:2";
    private static final String OTHER = "common/app:1";

    @TempDir
    Path home;

    private final PrivateEngine engine;
    private final List<String> made = new ArrayList<>();

    CommonCauseTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        made.forEach(name -> engine.docker("rm", "--force", name));
    }

    private void ofTheImage(String name, String image) {
        made.add(name);
        engine.docker("run", "--detach", "--network", "none", "--name", name, "--label=dockmedic.heal=true",
                image).orFail();
    }

    @Test
    void manyOfOneImageAreLeftAloneAndOthersAreHealed() {
        BusyboxImage.importAs(engine, IMAGE, List.of("CMD [\"sleep\",\"1000000\"]"));
        List<String> names = List.of("same-a", "same-b", "same-c", "same-d", "same-e", "same-f");
        BusyboxImage.importAs(engine, OTHER, List.of("CMD [\"sleep\",\"1000000\"]"));
        names.forEach(name -> ofTheImage(name, IMAGE));
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "storm: {services: 100, image: 3}")) {
            await().atMost(Spine.SOON).until(() -> spine.body("/metrics").contains("name=\"same-f\""));
            names.forEach(name -> Spine.kill9(engine, name));

            await().atMost(Spine.SOON)
                    .until(() -> spine.pages().stream().anyMatch(page -> page.path("kind").asText().equals("storm")));
            JsonNode page = spine.pages()
                    .stream()
                    .filter(one -> one.path("kind").asText().equals("storm"))
                    .findFirst()
                    .orElseThrow();
            assertThat(page.at("/storm/image").asText()).isEqualTo(IMAGE);
            assertThat(page.path("summary").asText())
                    .contains("4 of 6 services of the image " + IMAGE + " fell into trouble");
            JsonNode held = spine.incident("same-f", "ContainerExitedWithError", "suppressed");
            assertThat(held.at("/remedy/attempts").toString()).contains("\"storm\"", "of the image " + IMAGE);
            assertThat(Spine.status(engine, "same-f")).isEqualTo("exited");
            assertThat(spine.body("/-/ready")).contains("services of the image " + IMAGE);

            // It holds up those of that image alone.
            ofTheImage("common-other", OTHER);
            Spine.kill9(engine, "common-other");
            spine.incident("common-other", "ContainerExitedWithError", "healed");
            assertThat(Spine.status(engine, "same-f")).isEqualTo("exited");
            assertThat(names.stream().filter(name -> Spine.status(engine, name).equals("running")).count())
                    .isLessThanOrEqualTo(3);
            assertThat(spine.pages("same-f")).isEmpty();
        }
    }

    private void withAGpu(String name) {
        made.add(name);
        engine.run(name, List.of("--label=dockmedic.heal=true", "--stop-timeout=1", "--runtime=nvidia",
                "--env=NVIDIA_VISIBLE_DEVICES=all"), "sh", "-c", "touch /dev/nvidiactl; exec sleep 1000");
    }

    private static long opened(Spine spine) {
        return spine.body("/metrics")
                .lines()
                .filter(line -> line.startsWith("dockmedic_gpu_access_probes_total{result=\"ok\"}"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** After a reload of systemd none reaches its GPU, in the midst of a storm that others made. */
    @Test
    void thoseThatLostTheirGpuAreHealedOneAfterTheOtherInAStormToo() throws IOException {
        Files.writeString(engine.socket().resolveSibling("daemon.json"),
                "{\"runtimes\": {\"nvidia\": {\"path\": \"runc\"}}}");
        Command.run(Map.of(), List.of("kill", "-HUP", Long.toString(engine.pid()))).orFail();
        await().atMost(GpuScene.LONG)
                .until(() -> engine.docker("info", "--format={{json .Runtimes}}").text().contains("\"nvidia\""));
        Shortened.rule(home, "ContainerLostGpu", "- action: recreate\n",
                "- action: recreate\n            with: {after: 0s}\n");
        Path file = home.resolve("rules.d/ContainerLostGpu.yml");
        Files.writeString(file, Files.readString(file)
                + "inhibit:\n  - {source: ContainerLostGpuSoon, target: ContainerLostGpu, equal: [event.service]}\n");
        Path machine = Files.createDirectory(home.resolve("machine"));
        Files.createSymbolicLink(machine.resolve("proc"), Path.of("/proc"));
        Path reloads = Files.createFile(Files.createDirectories(machine.resolve("run/systemd"))
                .resolve("systemd-units-load"));
        Files.setLastModifiedTime(reloads, FileTime.from(Instant.EPOCH.plusSeconds(1)));
        List<String> names = List.of("lost-a", "lost-b", "lost-c");
        names.forEach(this::withAGpu);
        BusyboxImage.importAs(engine, OTHER, List.of("CMD [\"sleep\",\"1000000\"]"));
        List<String> others = List.of("storm-a", "storm-b");
        others.forEach(name -> ofTheImage(name, OTHER));
        FakeNvml fake = FakeNvml.in(home);
        try (FakeLog log = FakeLog.in(home);
                Spine spine = Spine.on(engine.dockerHost(), home, log.file(), machine, """
                        gpu: {library: "%s", probe: true}
                        storm: {services: 1, image: 1, percent: 10}
                        actions: {careful: [recreate]}
                        """.formatted(fake.file()))) {
            await("all reach it").atMost(GpuScene.LONG).until(() -> opened(spine) == names.size());
            others.forEach(name -> Spine.kill9(engine, name));
            await("a storm").atMost(Spine.SOON)
                    .until(() -> spine.body("/-/ready").contains("services fell into trouble"));
            names.forEach(name -> engine.docker("exec", name, "sh", "-c",
                    "rm /dev/nvidiactl; mknod /dev/nvidiactl c 195 255").orFail());
            Files.setLastModifiedTime(reloads, FileTime.from(Instant.EPOCH.plusSeconds(2)));

            List<JsonNode> healed = new ArrayList<>();
            for (String name : names) {
                healed.add(GpuScene.incident(spine, name, "ContainerLostGpuSoon", "healed"));
            }
            healed.sort(Comparator.comparing(CommonCauseTest::actedAt));
            for (int next = 1; next < healed.size(); next++) {
                assertThat(actedAt(healed.get(next))).as("the one before is proven first")
                        .isAfterOrEqualTo(Instant.parse(healed.get(next - 1).path("resolvedAt").asText()));
                assertThat(healed.get(next).at("/remedy/attempts").toString()).contains("\"unsettled\"");
            }
            assertThat(spine.body("/-/ready")).as("it goes on").contains("services fell into trouble");
            names.forEach(name -> assertThat(spine.pages(name)).as(name).isEmpty());
        }
    }

    private static Instant actedAt(JsonNode incident) {
        for (JsonNode attempt : incident.at("/remedy/attempts")) {
            if (attempt.path("verdict").asText().equals("act")) {
                return Instant.parse(attempt.path("at").asText());
            }
        }
        throw new AssertionError("nothing was done: " + incident);
    }
}
