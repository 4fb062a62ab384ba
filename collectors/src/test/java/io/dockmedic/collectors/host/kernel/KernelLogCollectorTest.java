package io.dockmedic.collectors.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.KernelEvent.FilesystemError;
import io.dockmedic.collectors.host.view.EngineHost;
import io.dockmedic.testkit.LoopDisk;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log of the real kernel, to which others write too; and a scripted one for what a kernel does not do when told to.
 */
class KernelLogCollectorTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Path KMSG = Path.of("/dev/kmsg");

    @TempDir
    private Path home;

    private final Vertx vertx = Vertx.vertx();
    private final SystemClock system = new SystemClock();
    private final AtomicInteger secondsAhead = new AtomicInteger();
    /** The machine's, which can be made to have run on. */
    private final Clock clock = new Clock() {
        @Override
        public Instant now() {
            return system.now().plusSeconds(secondsAhead.get());
        }

        @Override
        public long nanos() {
            return system.nanos() + TimeUnit.SECONDS.toNanos(secondsAhead.get());
        }

        @Override
        public Instant shown(Instant own) {
            return own;
        }
    };
    private final Health health = new Health();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private Future<Void> answer = Future.succeededFuture();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private String collect(KernelLog.Source source, boolean enabled) throws Exception {
        return collect(source, enabled, OFTEN);
    }

    private String collect(KernelLog.Source source, boolean enabled, Duration interval) throws Exception {
        EngineAddress nowhere = new EngineAddress.Unix(home.resolve("docker.sock"));
        EngineHost engine = new EngineHost(new DockerJavaCalls(vertx, clock, new VertxTimers(vertx), nowhere, null,
                CallLimits.DEFAULT), nowhere, clock);
        if (events.isEmpty() && enabled) {
            Subscriber.on(vertx, Events.SAMPLES, "test", event -> {
                events.add(event);
                return answer;
            });
        }
        return vertx.deployVerticle(new KernelLogCollector(
                new KernelLogCollector.Settings(enabled, OFTEN, interval, OFTEN, Path.of("/"),
                        home.resolve("kernel-log"),
                        List.of("test")),
                source, LineListener.NONE, engine, new Containers(), clock, health, meters))
                .await(60, TimeUnit.SECONDS);
    }

    private void awaitRounds(int more) {
        double had = rounds();
        await().atMost(SOON).until(() -> rounds() >= had + more);
    }

    /** Not those that were left out while the first one opened the log. */
    private double rounds() {
        Counter ended = meters.find("dockmedic.collector.rounds").tag("result", "ok").counter();
        return ended == null ? 0 : ended.count();
    }

    private double records(String kind) {
        return meters.get("dockmedic.kernel.log.records").tag("kind", kind).counter().count();
    }

    private Health.Part part() {
        return Objects.requireNonNull(health.parts().get(KernelLogCollector.PART));
    }

    private List<FilesystemError> errorsAt(Path mountpoint) {
        return events.stream()
                .filter(FilesystemError.class::isInstance)
                .map(FilesystemError.class::cast)
                .filter(error -> error.mountpoint().equals(mountpoint.toString()))
                .toList();
    }

    @Test
    void aFilesystemThatBreaksIsToldByTheKernelAtOnce() throws Exception {
        try (LoopDisk disk = LoopDisk.mount(home, "small", 16, 1000)) {
            // No round at the interval comes in time for it.
            collect(DeviceLog.at(KMSG), true, Duration.ofDays(1));
            awaitRounds(1);
            Instant before = clock.now();
            disk.breakIt();
            await().atMost(SOON).until(() -> errorsAt(disk.root()).size() == 2);
            List<FilesystemError> errors = errorsAt(disk.root());
            assertThat(errors).extracting(FilesystemError::readOnly).containsExactly(false, true);
            assertThat(errors).allSatisfy(error -> {
                assertThat(error.filesystem()).isEqualTo("ext4");
                assertThat(error.device()).startsWith("loop");
                assertThat(error.at()).isBetween(before.minusSeconds(1), clock.now());
            });
            assertThat(errors.getFirst().message()).contains("trigger_test_error");
            assertThat(part().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void whatAProcessWritesIsNotTheKernels() throws Exception {
        collect(DeviceLog.at(KMSG), true);
        awaitRounds(2);
        double before = records("user");
        for (String priority : List.of("", "<3>", "<0>", "<11>", "<2048>", "<4294967296>")) {
            Files.writeString(KMSG, priority + "EXT4-fs error (device spoof1): x:1: comm y: made up\n",
                    StandardOpenOption.WRITE);
        }
        await().atMost(SOON).until(() -> records("user") >= before + 6);
        awaitRounds(2);
        assertThat(events).noneMatch(event -> event.subject().equals("spoof1"));
    }

    @Test
    void aLogThatIsNotThereIsSaidAndTriedAgain() throws Exception {
        ScriptedLog log = new ScriptedLog();
        log.refuse("/dev/kmsg cannot be opened: not permitted");
        collect(log, true);
        await().atMost(SOON).until(() -> health.parts().containsKey(KernelLogCollector.PART));
        assertThat(part()).isEqualTo(
                new Health.Part(Health.Status.DOWN, "/dev/kmsg cannot be opened: not permitted"));
        log.refuse(null);
        await().atMost(SOON).until(() -> part().status() == Health.Status.UP);
    }

    @Test
    void aDeviceThatIsNotThereSaysSo() {
        assertThat(catchThrowable(() -> DeviceLog.at(home.resolve("none")).open()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be opened: there is none here");
    }

    @Test
    void switchedOffItOpensNothing() throws Exception {
        ScriptedLog log = new ScriptedLog();
        collect(log, false);
        CopyOnWriteArrayList<Integer> passed = new CopyOnWriteArrayList<>();
        vertx.setPeriodic(OFTEN.toMillis(), tick -> passed.add(1));
        await().atMost(SOON).until(() -> passed.size() > 5);
        assertThat(log.opened()).isZero();
        assertThat(health.parts()).isEmpty();
    }

    @Test
    void whatIsReadIsToldBeforeMoreIsRead() throws Exception {
        ScriptedLog log = new ScriptedLog();
        Promise<Void> slow = Promise.promise();
        answer = slow.future();
        String id = collect(log, true);
        awaitRounds(2);
        log.error(0, "sda");
        await().atMost(SOON).until(() -> events.size() == 1);
        log.error(0, "sdb");
        awaitRounds(5);
        assertThat(events).hasSize(1);
        assertThat(records("host.io_error")).isEqualTo(1);
        slow.complete();
        await().atMost(SOON).until(() -> events.size() == 2);
        vertx.undeploy(id).await(60, TimeUnit.SECONDS);
        assertThat(log.stillOpen()).isZero();
    }

    @Test
    void whatIsWrittenWhileNobodyTakesIsReadAsSoonAsSomebodyDoes() throws Exception {
        ScriptedLog log = new ScriptedLog();
        Promise<Void> slow = Promise.promise();
        answer = slow.future();
        collect(log, true, Duration.ofDays(1));
        awaitRounds(1);
        log.error(0, "sda");
        await().atMost(SOON).until(() -> events.size() == 1);
        log.error(0, "sdb");
        slow.complete();
        await().atMost(SOON).until(() -> events.size() == 2);
    }

    @Test
    void thatNobodyTakesWhatIsReadIsSaidAfterAMinute() throws Exception {
        ScriptedLog log = new ScriptedLog();
        Promise<Void> slow = Promise.promise();
        answer = slow.future();
        collect(log, true);
        awaitRounds(2);
        log.error(0, "sda");
        await().atMost(SOON).until(() -> events.size() == 1);
        secondsAhead.set(20);
        awaitRounds(2);
        assertThat(part().status()).isEqualTo(Health.Status.UP);
        secondsAhead.set(61);
        await().atMost(SOON).until(() -> part().status() == Health.Status.DEGRADED);
        assertThat(part().reason()).matches("what was read has not been taken for \\d+ s; .*");
        slow.complete();
        await().atMost(SOON).until(() -> part().status() == Health.Status.UP);
    }
}
