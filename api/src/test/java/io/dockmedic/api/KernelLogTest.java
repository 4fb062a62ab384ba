package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a line of the real kernel to the person who hears of it, by the whole program, over its own restart. */
@RealEngine
class KernelLogTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrivateEngine engine;

    KernelLogTest(PrivateEngine engine) {
        this.engine = engine;
    }

    private Spine start(Path home) {
        Spine spine = new Spine(engine.dockerHost(), home, home.resolve("run"), true, "");
        spine.awaitReady();
        spine.awaitReading();
        return spine;
    }

    private static String page(Spine spine, Path mountpoint) {
        return await().atMost(Spine.SOON)
                .until(() -> spine.pages()
                        .stream()
                        .map(page -> page.at("/incident"))
                        .filter(incident -> incident.at("/rule").asText().equals("HostFilesystemErrors"))
                        .map(incident -> incident.at("/annotations/summary").asText())
                        .filter(summary -> summary.contains("(" + mountpoint + ")"))
                        .findFirst()
                        .orElse(""), summary -> !summary.isEmpty());
    }

    @Test
    void aBrokenFilesystemThatNoContainerIsOnIsTold(@TempDir Path home) throws Exception {
        try (LoopDisk disk = LoopDisk.mount(home, "small", 16, 1000); Spine spine = start(home)) {
            disk.breakIt();
            assertThat(page(spine, disk.root())).startsWith("ext4 on loop");
        }
    }

    @Test
    void whatBrokeWhileTheProgramWasAwayIsToldWhenItIsBack(@TempDir Path home) throws Exception {
        try (LoopDisk disk = LoopDisk.mount(home, "small", 16, 1000)) {
            start(home).close();
            disk.breakIt();
            try (Spine spine = start(home)) {
                assertThat(page(spine, disk.root())).startsWith("ext4 on loop");
            }
        }
    }

    @Test
    void whomTheKernelKilledForTheLimitIsInTheDiagnosisOfTheIncident(@TempDir Path home) {
        try (Spine spine = start(home)) {
            engine.run("greedy", List.of("--memory=24m", "--memory-swap=24m", "--label=dockmedic.heal=true"), "sh",
                    "-c",
                    "test -e /ran && exec sleep 100000; touch /ran; exec tail /dev/zero");
            JsonNode found = await().atMost(Spine.SOON)
                    .until(() -> JSON.readTree(shown(home)).path("diagnosis"), JsonNode::isObject);
            assertThat(found.at("/oom/process").asText()).isEqualTo("tail");
            assertThat(found.at("/oom/heldBytes").asLong()).isBetween(8L << 20, 32L << 20);
            assertThat(found.at("/oom/limitBytes").asLong()).isEqualTo(24 << 20);
            assertThat(found.path("conclusions").toString()).contains("the kernel killed tail (");
            assertThat(spine.incidents("greedy")).hasSize(1);
        } finally {
            engine.docker("rm", "--force", "greedy");
        }
    }

    private static String shown(Path home) {
        StringWriter out = new StringWriter();
        int code = Main.commands()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("show", "greedy", "--json", "--config", home.resolve("dockmedic.yml").toString());
        return code == 0 ? out.toString() : "{}";
    }
}
