package io.dockmedic.collectors.gpu.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.event.ContainerReading.GpuReached;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.GpuAccess;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real engine: a device that every machine has takes the place of the GPU's, and is taken away as a reload does. */
@RealEngine
class AccessCollectorTest {
    private static final Path DEVICE = Path.of("/dev/fuse");
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration OFTEN = Duration.ofMillis(200);

    @TempDir
    Path root;

    private final PrivateEngine engine;
    private final Vertx vertx = Vertx.vertx();
    private final Clock clock = new SystemClock();
    private final Health health = new Health();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<GpuReached> told = new CopyOnWriteArrayList<>();
    private final DockerJavaCalls calls;

    AccessCollectorTest(PrivateEngine engine) {
        this.engine = engine;
        this.calls = new DockerJavaCalls(vertx, clock, new VertxTimers(vertx), new EngineAddress.Unix(engine.socket()),
                null, CallLimits.DEFAULT);
    }

    @BeforeEach
    void hear() {
        Assumptions.assumeTrue(Files.exists(DEVICE), "there is no " + DEVICE);
        Subscriber.on(vertx, Events.SAMPLES, "test", event -> {
            told.add((GpuReached) event);
            return Future.succeededFuture();
        });
    }

    @AfterEach
    void close() throws Exception {
        calls.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private void collect(Duration every, Entrusted... all) throws Exception {
        vertx.deployVerticle(new AccessCollector(
                new AccessSettings(true, OFTEN, Duration.ZERO, every, OFTEN, Duration.ofSeconds(10), root,
                        List.of("test")),
                () -> List.of(all), calls.execs(), () -> "host", clock, health, meters)).await(60, TimeUnit.SECONDS);
    }

    private GpuReached next(GpuAccess access) {
        int before = told.size();
        await(access.word()).atMost(SOON)
                .until(() -> told.stream().skip(before).anyMatch(one -> one.access() == access));
        return told.stream().skip(before).filter(one -> one.access() == access).findFirst().orElseThrow();
    }

    /** What a reload leaves of the container's list: as on cgroup v1 itself, where that is; else by a device that never was on it. */
    private void loses(String id) throws IOException {
        Optional<Path> list = deviceList(id, "devices.deny");
        if (list.isPresent()) {
            Files.writeString(list.get(), "c 10:229 rw");
        } else {
            engine.docker("exec", "--user", "0", id, "sh", "-c", "rm /dev/nvidiactl; mknod /dev/nvidiactl c 10 237")
                    .orFail();
        }
    }

    private void getsBack(String id) throws IOException {
        Optional<Path> list = deviceList(id, "devices.allow");
        if (list.isPresent()) {
            Files.writeString(list.get(), "c 10:229 rw");
        } else {
            engine.docker("exec", "--user", "0", id, "sh", "-c", "rm /dev/nvidiactl; mknod /dev/nvidiactl c 10 229")
                    .orFail();
        }
    }

    private Optional<Path> deviceList(String id, String file) throws IOException {
        String pid = engine.docker("inspect", "--format={{.State.Pid}}", id).orFail().text().strip();
        return Files.readAllLines(Path.of("/proc", pid, "cgroup"))
                .stream()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts[1].equals("devices"))
                .map(parts -> Path.of("/sys/fs/cgroup/devices" + parts[2], file))
                .filter(Files::exists)
                .findFirst();
    }

    @Test
    void aContainerWhoseControlGroupTakesItsDeviceAwayHasLostItUntilItHasItAgain() throws Exception {
        String id = engine.run("gpu-access", List.of("--device=" + DEVICE + ":/dev/nvidiactl"), "sleep", "1000");
        collect(OFTEN, People.of(id, null, false));
        GpuReached well = next(GpuAccess.OK);
        assertThat(well.subject()).isEqualTo("train");
        assertThat(well.summary()).isEqualTo("train reaches GPU 0 (H100 at 0000:18:00.0)");

        loses(id);
        assertThat(next(GpuAccess.LOST).summary())
                .isEqualTo("train has lost GPU 0 (H100 at 0000:18:00.0), which the host"
                        + " has: its control group denies it /dev/nvidiactl");
        assertThat(engine.docker("exec", id, "ls", "/dev/nvidiactl").exitCode()).as("the file is there").isZero();

        getsBack(id);
        next(GpuAccess.OK);
        assertThat(meters.get("dockmedic.gpu.access.probes").tag("result", "lost").counter().count()).isPositive();
        assertThat(health.parts().get(AccessCollector.PART))
                .isEqualTo(new Health.Part(Health.Status.UP, "containers with GPUs: 1"));
    }

    @Test
    void aReloadOfSystemdHasThemAskedAtOnceAndOthersAreNotTakenForLost() throws Exception {
        Path marker = Files
                .createFile(Files.createDirectories(root.resolve("run/systemd")).resolve("systemd-units-load"));
        String given = engine.run("gpu-reload", List.of("--device=" + DEVICE + ":/dev/nvidiactl"), "sleep", "1000");
        String bare = engine.run("gpu-bare", List.of(), "sleep", "1000");
        collect(Duration.ofHours(1), People.of(given, null, true), People.of(bare, null, false));
        await().atMost(SOON).until(() -> told.size() >= 2);
        assertThat(told).extracting(GpuReached::access).containsExactlyInAnyOrder(GpuAccess.OK, GpuAccess.UNKNOWN);
        assertThat(told).filteredOn(one -> one.access() == GpuAccess.UNKNOWN)
                .extracting(GpuReached::why)
                .containsExactly("there is no /dev/nvidiactl in it");
        loses(given);
        Files.setLastModifiedTime(marker, FileTime.from(Instant.parse("2026-11-01T00:00:00Z")));
        assertThat(next(GpuAccess.HELD).container().id()).isEqualTo(given);
        List<Event> all = List.copyOf(told);
        assertThat(all).as("the other is not asked again").hasSize(3);
    }
}
