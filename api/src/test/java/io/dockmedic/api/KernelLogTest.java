package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a line of the real kernel to the person who hears of it, by the whole program, over its own restart. */
@RealEngine
class KernelLogTest {
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
}
