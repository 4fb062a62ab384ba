package io.dockmedic.collectors.host.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.HostEvent.DiskGone;
import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.host.view.EngineHost;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real file systems below containers of a real engine. */
@RealEngine
class DiskSamplerTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int INODES = 2000;

    private final PrivateEngine engine;
    private final Vertx vertx = Vertx.vertx();
    private final SystemClock clock = new SystemClock();
    private final Health health = new Health();
    private final Containers containers = new Containers();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final DockerJavaCalls calls;
    private final Path home;
    /** Readings that were begun, by file system. */
    private final Map<String, Integer> reads = new ConcurrentHashMap<>();
    private volatile String hangs = "";
    private LoopDisk disk;

    DiskSamplerTest(PrivateEngine engine, @TempDir Path home) {
        this.engine = engine;
        this.home = home;
        this.calls = calls(engine);
    }

    @BeforeEach
    void mount() throws Exception {
        disk = LoopDisk.mount(home, "small", 32, INODES);
        Subscriber.on(vertx, Events.SAMPLES, "test", event -> {
            events.add(event);
            return Future.succeededFuture();
        });
    }

    @AfterEach
    void close() throws Exception {
        answer.countDown();
        calls.close();
        vertx.close().await(60, TimeUnit.SECONDS);
        engine.docker("rm", "--force", "--volumes", "writer");
        disk.close();
    }

    private DockerJavaCalls calls(PrivateEngine to) {
        return new DockerJavaCalls(vertx, clock, new VertxTimers(vertx), new EngineAddress.Unix(to.socket()), null,
                CallLimits.DEFAULT);
    }

    private void sample(DockerJavaCalls from, PrivateEngine to) throws Exception {
        Statfs real = new NativeStatfs();
        vertx.deployVerticle(new DiskSampler(
                new DiskSampler.Settings(INTERVAL, INTERVAL, Path.of("/proc/self/mountinfo"), home, List.of("test")),
                new EngineHost(from, new EngineAddress.Unix(to.socket()), clock), containers, path -> {
                    reads.merge(path, 1, Integer::sum);
                    if (path.equals(hangs)) {
                        asked.incrementAndGet();
                        hang();
                    }
                    return real.read(path);
                }, clock, health, new SimpleMeterRegistry())).await(60, TimeUnit.SECONDS);
    }

    private void hang() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts it", e);
        }
    }

    private void writer() throws Exception {
        String id = engine.run("writer", List.of("--volume=" + disk.path("app") + ":/data"), "sleep", "1000");
        ContainerState state = ((CallResult.Done<ContainerState>) calls.inspect(id).await(60, TimeUnit.SECONDS))
                .value();
        containers.saw(new Sighting(new Container(id, state.name(), state.image(), Map.of(),
                Service.of(state.name(), Map.of()), false), state));
    }

    /** What is told of a reading whose list of mounts, which comes before its answer, is read from now on too. */
    private DiskSampled next(Path mountpoint) {
        int begun = reads.getOrDefault(mountpoint.toString(), 0) + 1;
        return await().atMost(SOON)
                .until(() -> events.stream()
                        .filter(DiskSampled.class::isInstance)
                        .map(DiskSampled.class::cast)
                        .filter(one -> one.mountpoint().equals(mountpoint.toString()))
                        .skip(begun)
                        .findFirst()
                        .orElse(null), Objects::nonNull);
    }

    private Health.Part part() {
        return Objects.requireNonNull(health.parts().get(DiskSampler.PART));
    }

    @Test
    void aBindsDiskFullOfBytesOrOfFilesIsSeenInTheNextRound() throws Exception {
        writer();
        sample(calls, engine);
        DiskSampled before = next(disk.root());
        assertThat(before.usedPercent()).isLessThan(20);
        assertThat(before.inodesUsedPercent()).isLessThan(20);
        assertThat(before.filesystem()).isEqualTo("ext4");
        assertThat(before.device()).startsWith("/dev/loop");
        assertThat(before.roles()).isEqualTo("bind");
        assertThat(before.readOnly()).isFalse();
        assertThat(part().status()).isEqualTo(Health.Status.UP);
        disk.fillTo(95);
        disk.fillInodesTo(95);
        DiskSampled full = next(disk.root());
        assertThat(full.usedPercent()).isEqualTo(df("pcent"));
        assertThat(full.usedPercent()).isBetween(95, 97);
        assertThat(full.inodesUsedPercent()).isEqualTo(df("ipcent")).isBetween(95, 97);
        assertThat(full.sizeBytes() - full.availableBytes()).isPositive();
    }

    private int df(String column) {
        return Integer.parseInt(df(column, disk.root()).replace("%", ""));
    }

    private static String df(String column, Path path) {
        return Command.run(Map.of(), List.of("df", "--output=" + column, path.toString()))
                .orFail()
                .text()
                .lines()
                .toList()
                .get(1)
                .strip();
    }

    @Test
    void theKernelsReadOnlyIsToldFromTheOwners() throws Exception {
        writer();
        sample(calls, engine);
        disk.breakIt();
        DiskSampled broken = next(disk.root());
        assertThat(broken.turnedReadOnly()).isTrue();
        assertThat(broken.readOnly()).isTrue();
    }

    @Test
    void theOwnersReadOnlyIsNoFault() throws Exception {
        writer();
        disk.readOnly();
        sample(calls, engine);
        DiskSampled chosen = next(disk.root());
        assertThat(chosen.readOnly()).isTrue();
        assertThat(chosen.turnedReadOnly()).isFalse();
    }

    @Test
    void whatHangsIsReportedAndAskedOnceAndTheOthersGoOn() throws Exception {
        writer();
        sample(calls, engine);
        next(disk.root());
        hangs = disk.root().toString();
        await().atMost(SOON).until(() -> part().status() == Health.Status.DEGRADED);
        assertThat(part().reason()).contains(disk.root().toString(), "answer");
        Path others = mountOf(home);
        next(others);
        next(others);
        next(others);
        assertThat(asked).hasValue(1);
        answer.countDown();
        next(disk.root());
        await().atMost(SOON).until(() -> part().status() == Health.Status.UP);
    }

    private static Path mountOf(Path path) {
        return Path.of(df("target", path));
    }

    @Test
    void anEnginesDataRootOnItsOwnDisk() throws Exception {
        try (PrivateEngine small = new PrivateEngine("--data-root=" + disk.path("docker"));
                DockerJavaCalls to = calls(small)) {
            sample(to, small);
            assertThat(next(disk.root()).roles()).isEqualTo("engine");
            disk.fillTo(95);
            assertThat(next(disk.root()).usedPercent()).isGreaterThanOrEqualTo(95);
            disk.fillInodesTo(95);
            assertThat(next(disk.root()).inodesUsedPercent()).isGreaterThanOrEqualTo(95);
        }
    }

    @Test
    void withoutAnEngineOurOwnDataIsStillWatched() throws Exception {
        engine.freeze();
        try {
            DockerJavaCalls impatient = new DockerJavaCalls(vertx, clock, new VertxTimers(vertx),
                    new EngineAddress.Unix(engine.socket()), null,
                    new CallLimits(Duration.ofMillis(100), Duration.ofMillis(100), 1, 1, 100));
            sample(impatient, engine);
            assertThat(next(mountOf(home)).roles()).isEqualTo("dockmedic");
            assertThat(part().reason()).contains("only our own data directory", "does not answer");
        } finally {
            engine.thaw();
        }
    }

    @Test
    void whatIsUnmountedIsGone() throws Exception {
        try (LoopDisk other = LoopDisk.mount(home, "other", 16, INODES)) {
            engine.run("writer", List.of("--volume=" + other.root() + ":/data"), "sleep", "1000");
            String id = engine.docker("inspect", "-f", "{{.Id}}", "writer").orFail().text();
            ContainerState state = ((CallResult.Done<ContainerState>) calls.inspect(id).await(60, TimeUnit.SECONDS))
                    .value();
            containers.saw(new Sighting(new Container(id, "writer", "", Map.of(), Service.of("writer", Map.of()),
                    false), state));
            sample(calls, engine);
            next(other.root());
            engine.docker("rm", "--force", "writer").orFail();
            containers.gone(id, clock.now());
            assertThat(next(other.root()).roles()).isEqualTo("bind");
        }
        await().atMost(SOON).until(() -> events.stream().anyMatch(DiskGone.class::isInstance));
    }
}
