package io.dockmedic.collectors.base.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.audit.sweep.AuditSweep;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.container.log.LogSampler;
import io.dockmedic.collectors.container.sample.ContainerSampler;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.SetupCalls;
import io.dockmedic.collectors.engine.space.SpaceSampler;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.gpu.nvml.LibraryFile;
import io.dockmedic.collectors.gpu.watch.GpuCollector;
import io.dockmedic.collectors.gpu.watch.GpuSettings;
import io.dockmedic.collectors.host.disk.DiskSampler;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.collectors.host.kernel.KernelLog;
import io.dockmedic.collectors.host.kernel.KernelLogCollector;
import io.dockmedic.collectors.host.kernel.LineListener;
import io.dockmedic.collectors.host.view.EngineHost;
import io.dockmedic.collectors.image.report.ReportCollector;
import io.dockmedic.collectors.image.report.ReportStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every collector promises when what it asks answers nothing, or fails: it says so, begins anew, holds up no other, and is
 * well again when that is. Time passes only when told to.
 */
class TroubledCollectorsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final EngineInfo ENGINE = new EngineInfo("e", "here", "28.5.1", "1.51", "/", true);

    enum Trouble {
        HANGS, FAILS
    }

    /** One thread, on which each collector has a context of its own, as it has in the program. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context passing = vertx.getOrCreateContext();
    private final ManualTime time = new ManualTime(Instant.parse("2026-11-24T00:00:00Z"));
    private final Health health = new Health();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Collector> all;
    private volatile String troubled = "";
    private volatile @Nullable Trouble trouble;

    TroubledCollectorsTest(@TempDir Path home) {
        EngineHost engine = host("");
        Containers none = new Containers();
        Containers one = new Containers();
        one.saw(running());
        all = List.of(
                new ContainerSampler(new ContainerSampler.Settings(SECOND, Path.of("/"), "here", List.of()), none,
                        of -> Future.succeededFuture(new CallResult.Done<>(Optional.empty())),
                        new ClockOf(ContainerSampler.PART), health, meters),
                new DiskSampler(new DiskSampler.Settings(SECOND, SECOND, Path.of("/proc/self/mountinfo"), home,
                        List.of()), engine, none, path -> {
                            waits(DiskSampler.PART);
                            return new Usage(100, 50, 50, 10, 5, false);
                        }, time, health, meters),
                new LogSampler(SECOND, List.of(), engine, none, new ClockOf(LogSampler.PART), health, meters),
                new SpaceSampler(new SpaceSampler.Settings(SECOND, SECOND, SECOND),
                        type -> answer(SpaceSampler.PART, () -> new CallResult.Done<>(List.of())), () -> false, time,
                        health, meters),
                new AuditSweep(new AuditSweep.Settings(SECOND, SECOND, List.of()), one, new Setups(), time, health,
                        meters),
                new KernelLogCollector(new KernelLogCollector.Settings(true, SECOND, SECOND, SECOND, Path.of("/"),
                        home.resolve("kernel-log"), List.of()), () -> {
                            waits(KernelLogCollector.PART);
                            return new EmptyLog();
                        }, LineListener.NONE, engine, none, time, health, meters),
                new GpuCollector(
                        new GpuSettings(true, SECOND, SECOND, SECOND, LibraryFile.USUAL, 0, Map.of(), home,
                                home.resolve("released"),
                                List.of()),
                        host(GpuCollector.PART), none, time, health, meters),
                new ReportCollector(new ReportCollector.Settings(home.resolve("reports"), SECOND, SECOND, List.of()),
                        engine, none, new ReportStore(new EmptyJournal()), time, health, meters));
    }

    @AfterEach
    void close() throws Exception {
        over.countDown();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    static Stream<Arguments> each() {
        return Stream.of(ContainerSampler.PART, DiskSampler.PART, LogSampler.PART, SpaceSampler.PART, AuditSweep.PART,
                KernelLogCollector.PART, GpuCollector.PART, ReportCollector.PART)
                .flatMap(name -> Stream.of(Trouble.values()).map(how -> Arguments.of(name, how)));
    }

    @ParameterizedTest
    @MethodSource("each")
    void itIsSaidAndBegunAnewAndTheOthersGoOn(String name, Trouble how) throws Exception {
        assertThat(all).hasSize((int) each().count() / Trouble.values().length)
                .anyMatch(one -> one.name().equals(name));
        troubled = name;
        trouble = how;
        for (Collector collector : all) {
            vertx.deployVerticle(new Begun(collector)).await(60, TimeUnit.SECONDS);
        }
        passUntil("it is said, and the next round was not well either",
                () -> rounds(name, false) >= 2 && !isUp(name));
        assertThat(rounds(name, true)).isZero();
        assertThat(Objects.requireNonNull(health.parts().get(name)).reason()).isNotEmpty();
        passUntil("the others go on", () -> all.stream()
                .map(Collector::name)
                .filter(other -> !other.equals(name))
                .allMatch(other -> isUp(other) && rounds(other, true) >= 3));

        troubled = "";
        over.countDown();
        passUntil("it is well again", () -> isUp(name) && rounds(name, true) >= 2);
    }

    private void passUntil(String what, Supplier<Boolean> so) {
        await(what).atMost(SOON).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(4)).until(() -> {
            on(() -> time.advance(STEP));
            return so.get();
        });
    }

    private void on(Runnable run) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        passing.runOnContext(here -> {
            try {
                run.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        done.get(60, TimeUnit.SECONDS);
    }

    private boolean isUp(String name) {
        Health.Part part = health.parts().get(name);
        return part != null && part.status() == Health.Status.UP;
    }

    private double rounds(String name, boolean well) {
        return meters.find("dockmedic.collector.rounds")
                .tag("collector", name)
                .counters()
                .stream()
                .filter(counter -> "ok".equals(counter.getId().getTag("result")) == well
                        && !"skipped".equals(counter.getId().getTag("result")))
                .mapToDouble(Counter::count)
                .sum();
    }

    /** What is asked by a call. */
    private <T> Future<T> answer(String name, Supplier<T> well) {
        Trouble now = name.equals(troubled) ? trouble : null;
        return switch (now) {
            case null -> Future.succeededFuture(well.get());
            case HANGS -> Promise.<T>promise().future();
            case FAILS -> Future.failedFuture(new IllegalStateException("broken"));
        };
    }

    /** What is asked by waiting for it. */
    private void waits(String name) throws IOException {
        Trouble now = name.equals(troubled) ? trouble : null;
        switch (now) {
            case null -> {
                // It answers at once.
            }
            case HANGS -> {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts it", e);
                }
            }
            case FAILS -> throw new IOException("broken");
        }
    }

    private EngineHost host(String name) {
        return new EngineHost(new Calls(name), new EngineAddress.Unix(Path.of("/nowhere")), time);
    }

    private static Sighting running() {
        String id = "a".repeat(64);
        return new Sighting(new Container(id, "web", "web:1", Map.of(), new Service("", "web", ""), false),
                new ContainerState(id, "web", "web:1", "sha256:1", Map.of(), "running", true, false, false, 1, 0, false,
                        "", null, Instant.EPOCH, null, 0, null, new RestartPolicy("no", 0), "SIGTERM",
                        Duration.ofSeconds(10), false, List.of(), false, List.of(), ContainerState.Log.NONE,
                        ContainerState.Limits.NONE));
    }

    /** A collector in the time of the test. */
    private final class Begun extends VerticleBase {
        private final Collector collector;

        Begun(Collector collector) {
            this.collector = collector;
        }

        @Override
        public Future<?> start() {
            collector.init(vertx, context);
            collector.begin((delay, task) -> time.after(delay, () -> context.runOnContext(here -> task.run())));
            return Future.succeededFuture();
        }

        @Override
        public Future<?> stop() {
            return collector.stop();
        }
    }

    /** Of a collector that reads files which cannot be made to hang: what it asks beside them can, on the thread that reads. */
    private final class ClockOf implements Clock {
        private final String name;

        ClockOf(String name) {
            this.name = name;
        }

        @Override
        public Instant now() {
            if (!Context.isOnVertxThread()) {
                try {
                    waits(name);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return time.now();
        }

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public Instant shown(Instant own) {
            return time.shown(own);
        }
    }

    private final class Setups implements SetupCalls {
        @Override
        public Future<CallResult<EngineInfo>> info() {
            return answer(AuditSweep.PART, () -> new CallResult.Done<>(ENGINE));
        }

        @Override
        public Future<CallResult<List<String>>> list() {
            return Future.succeededFuture(new CallResult.Done<>(List.of()));
        }

        @Override
        public Future<CallResult<Setup>> setup(String id) {
            return Future.succeededFuture(new CallResult.Refused<>(ErrorClass.NOT_FOUND, 404, "gone"));
        }
    }

    private final class Calls implements EngineCalls {
        private final String name;

        Calls(String name) {
            this.name = name;
        }

        @Override
        public Future<CallResult<EngineInfo>> info() {
            return answer(name, () -> new CallResult.Done<>(ENGINE));
        }

        @Override
        public Future<CallResult<List<String>>> list() {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public Future<CallResult<ContainerState>> inspect(String id) {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public Future<CallResult<Void>> restart(String id, Duration stopTimeout) {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public Future<CallResult<Void>> start(String id) {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public Future<CallResult<List<String>>> lastLogLines(String id, int lines) {
            throw new IllegalStateException("nobody asks");
        }
    }

    private final class EmptyLog implements KernelLog {
        @Override
        public @Nullable String next() {
            return null;
        }

        @Override
        public boolean await(Duration most) {
            try {
                return over.await(most.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        }

        @Override
        public void close() {}
    }

    private final class EmptyJournal implements Journal {
        @Override
        public <T> Future<T> write(Work<T> work) {
            return Future.succeededFuture();
        }

        @SuppressWarnings("unchecked")
        @Override
        public <T> Future<T> read(Work<T> work) {
            return answer(ReportCollector.PART, () -> (T) List.of());
        }

        @Override
        public boolean writable() {
            return true;
        }
    }
}
