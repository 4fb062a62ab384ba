package io.dockmedic.collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.audit.sweep.AuditSweep;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.log.LogSampler;
import io.dockmedic.collectors.container.sample.ContainerSampler;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.space.SpaceSampler;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.gpu.access.AccessCollector;
import io.dockmedic.collectors.gpu.access.AccessSettings;
import io.dockmedic.collectors.gpu.nvml.LibraryFile;
import io.dockmedic.collectors.gpu.watch.GpuCollector;
import io.dockmedic.collectors.gpu.watch.GpuSettings;
import io.dockmedic.collectors.host.disk.DiskSampler;
import io.dockmedic.collectors.host.disk.NativeStatfs;
import io.dockmedic.collectors.host.kernel.DeviceLog;
import io.dockmedic.collectors.host.kernel.KernelLogCollector;
import io.dockmedic.collectors.host.kernel.LineListener;
import io.dockmedic.collectors.host.view.EngineHost;
import io.dockmedic.collectors.image.report.ReportCollector;
import io.dockmedic.collectors.image.report.ReportStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every collector promises, on a machine without an engine. */
class CollectorsTest {
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<String> READERS = List.of("test");

    private final Vertx vertx = Vertx.vertx();
    private final Health health = new Health();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DockerJavaCalls calls;
    private final SqliteJournal journal;
    private final List<Collector> all;

    CollectorsTest(@TempDir Path home) {
        Clock clock = new SystemClock();
        EngineAddress nowhere = new EngineAddress.Unix(home.resolve("docker.sock"));
        journal = SqliteJournal.open(home.resolve("journal.db"), List.of(ReportStore.TABLES), Retention.DEFAULT, clock,
                new VertxTimers(vertx), new Health(), meters, vertx);
        calls = new DockerJavaCalls(vertx, clock, new VertxTimers(vertx), nowhere, null, CallLimits.DEFAULT);
        Containers containers = new Containers();
        EngineHost engine = new EngineHost(calls, nowhere, clock);
        Subscriber.on(vertx, Events.SAMPLES, "test", event -> Future.succeededFuture());
        all = List.of(
                new ContainerSampler(new ContainerSampler.Settings(OFTEN, Path.of("/"), "here", READERS), containers,
                        calls, clock, health, meters),
                new DiskSampler(new DiskSampler.Settings(OFTEN, SOON, Path.of("/proc/self/mountinfo"), home, READERS),
                        engine, containers, new NativeStatfs(), clock, health, meters),
                new LogSampler(OFTEN, READERS, engine, containers, clock, health, meters),
                new SpaceSampler(new SpaceSampler.Settings(OFTEN, OFTEN, OFTEN), calls, () -> false, clock, health,
                        meters),
                new AuditSweep(new AuditSweep.Settings(OFTEN, SOON, READERS), containers, calls, clock, health,
                        meters),
                new KernelLogCollector(new KernelLogCollector.Settings(true, OFTEN, OFTEN, OFTEN, Path.of("/"),
                        home.resolve("kernel-log"), READERS), DeviceLog.at(Path.of("/dev/kmsg")), LineListener.NONE,
                        engine, containers,
                        clock, health, meters),
                new GpuCollector(
                        new GpuSettings(true, OFTEN, OFTEN, SOON, LibraryFile.USUAL, 0, Map.of(), home,
                                home.resolve("released"), READERS),
                        engine, containers, clock, health, meters),
                new AccessCollector(
                        new AccessSettings(true, OFTEN, OFTEN, OFTEN, OFTEN, SOON, home, READERS), List::of,
                        calls.execs(), engine::name, clock, health, meters),
                new ReportCollector(new ReportCollector.Settings(home.resolve("reports"), OFTEN, SOON, READERS), engine,
                        containers, new ReportStore(journal), clock, health, meters));
    }

    @AfterEach
    void close() throws Exception {
        calls.close();
        journal.close().await(60, TimeUnit.SECONDS);
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private double rounds(Collector collector) {
        return meters.find("dockmedic.collector.rounds")
                .tag("collector", collector.name())
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void eachHasItsOwnNameAndAPaceAndSaysHowItIs() throws Exception {
        assertThat(all.stream().map(Collector::name)).doesNotHaveDuplicates().doesNotContain("");
        for (Collector collector : all) {
            vertx.deployVerticle(collector).await(60, TimeUnit.SECONDS);
        }
        for (Collector collector : all) {
            assertThat(collector.pace().interval()).isEqualTo(OFTEN);
            await(collector.name()).atMost(SOON).until(() -> health.parts().containsKey(collector.name()));
            await(collector.name()).atMost(SOON).until(() -> rounds(collector) >= 3);
        }
        assertThat(health.parts()).hasSameSizeAs(all);
    }

    @Test
    void eachEndsWhenItIsClosedWhileTheOthersGoOn() throws Exception {
        List<Collector> running = new ArrayList<>(all);
        Map<Collector, String> ids = new HashMap<>();
        for (Collector collector : all) {
            ids.put(collector, vertx.deployVerticle(collector).await(60, TimeUnit.SECONDS));
        }
        while (running.size() > 1) {
            Collector closed = running.removeFirst();
            await(closed.name()).atMost(SOON).until(() -> rounds(closed) >= 1);
            vertx.undeploy(ids.get(closed)).await(60, TimeUnit.SECONDS);
            double before = rounds(closed);
            for (Collector other : running) {
                double had = rounds(other);
                await(other.name()).atMost(SOON).until(() -> rounds(other) >= had + 3);
            }
            assertThat(rounds(closed)).as(closed.name()).isEqualTo(before);
        }
    }
}
