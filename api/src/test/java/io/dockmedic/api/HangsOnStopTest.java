package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A container of a real engine does not end by KILL, for it waits in the kernel for a file system that takes no writes: by the
 * shipped rule, but for its time.
 */
@RealEngine
class HangsOnStopTest {
    @TempDir
    Path home;

    private final PrivateEngine engine;

    HangsOnStopTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @Test
    void aPersonIsToldAndItIsOverWhenItEnds() throws Exception {
        Shortened.rule(home, "ContainerHangsOnStop", "within: 1m", "within: 2s");
        try (LoopDisk disk = LoopDisk.mount(home, "share", 16, 100)) {
            engine.docker("run", "--detach", "--network=none", "--name=hos-web", "--stop-timeout=1",
                    "--volume=" + disk.root() + ":/share", "--label=dockmedic.heal=true", BusyboxImage.in(engine),
                    "sh", "-c", "while :; do echo x > /share/x; done").orFail();
            try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
                CompletableFuture<?> stop;
                freeze("--freeze", disk);
                try {
                    stop = CompletableFuture.runAsync(() -> engine.docker("stop", "hos-web"));
                    assertThat(spine.pageOf("ContainerHangsOnStopSoon").toString()).contains("hos-web was sent KILL");
                } finally {
                    freeze("--unfreeze", disk);
                }
                await().atMost(Spine.SOON).until(() -> spine.resolved("ContainerHangsOnStopSoon").isPresent());
                stop.get(1, TimeUnit.MINUTES);
            }
            engine.docker("rm", "-f", "hos-web").orFail();
        }
    }

    private static void freeze(String how, LoopDisk disk) {
        Command.run(Map.of(), List.of("fsfreeze", how, disk.root().toString())).orFail();
    }
}
