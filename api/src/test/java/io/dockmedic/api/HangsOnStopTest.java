package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A container of a real engine does not end by KILL: by the shipped rule, but for its time. Its processes are held by the kernel's
 * freezer of cgroup v1, which a signal does not wake, as those are that wait for a share.
 */
@RealEngine
class HangsOnStopTest {
    @TempDir
    Path home;

    private final PrivateEngine engine;

    HangsOnStopTest(PrivateEngine engine) {
        this.engine = engine;
    }

    private Path freezer(String name) throws Exception {
        String pid = engine.docker("inspect", "-f", "{{.State.Pid}}", name).orFail().text();
        return Files.readAllLines(Path.of("/proc", pid, "cgroup"))
                .stream()
                .filter(line -> line.contains(":freezer:"))
                .map(line -> Path.of("/sys/fs/cgroup/freezer" + line.substring(line.lastIndexOf(':') + 1), "freezer.state"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPersonIsToldAndItIsOverWhenItEnds() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/sys/fs/cgroup/freezer")), "cgroup v2 lets what is frozen be killed");
        Shortened.rule(home, "ContainerHangsOnStop", "within: 1m", "within: 2s");
        engine.docker("run", "--detach", "--network=none", "--name=hos-web", "--stop-timeout=1",
                "--label=dockmedic.heal=true", BusyboxImage.in(engine)).orFail();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            Path frozen = freezer("hos-web");
            CompletableFuture<?> stop;
            Files.writeString(frozen, "FROZEN");
            try {
                stop = CompletableFuture.runAsync(() -> engine.docker("stop", "hos-web"));
                assertThat(spine.pageOf("ContainerHangsOnStopSoon").toString()).contains("hos-web was sent KILL");
            } finally {
                Files.writeString(frozen, "THAWED");
            }
            await().atMost(Spine.SOON).until(() -> spine.resolved("ContainerHangsOnStopSoon").isPresent());
            stop.get(1, TimeUnit.MINUTES);
        }
    }
}
