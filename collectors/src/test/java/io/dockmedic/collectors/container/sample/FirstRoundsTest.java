package io.dockmedic.collectors.container.sample;

import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At the start, while the engine is still being asked what it has; a tree of files stands for the machine. */
class FirstRoundsTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path root;

    private final Vertx vertx = Vertx.vertx();
    private final Containers containers = new Containers();

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void containersThatBecomeKnownOneAfterTheOtherAreAllReadWithinTheFirstSeconds() throws Exception {
        put("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n");
        ContainerSampler sampler = new ContainerSampler(
                new ContainerSampler.Settings(LONG, root, "here", List.of()), containers,
                of -> Future.succeededFuture(new CallResult.Unknown<>("there is no engine")), new SystemClock(),
                new Health(), new SimpleMeterRegistry());
        vertx.deployVerticle(sampler).await(20, TimeUnit.SECONDS);
        for (int known = 1; known <= 2; known++) {
            int all = known;
            containers.saw(running(known));
            await().atMost(SOON).until(() -> sampler.latest().size() == all);
        }
    }

    private Sighting running(int pid) throws Exception {
        String id = String.valueOf(pid).repeat(64);
        put("proc/" + pid + "/cgroup", "0::/docker/" + id + "\n");
        put("sys/fs/cgroup/docker/" + id + "/memory.current", "4096\n");
        ContainerState state = new ContainerState(id, "web" + pid, "web:1", "sha256:1", Map.of(), "running", true,
                false, false, pid, 0, false, "", Instant.EPOCH, Instant.EPOCH, null, 0, null,
                new RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of(), false, List.of(),
                ContainerState.Log.NONE, ContainerState.Limits.NONE);
        return new Sighting(new Container(id, "web" + pid, "web:1", Map.of(), new Service("", "web" + pid, ""), false),
                state);
    }

    private void put(String file, String text) throws Exception {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
