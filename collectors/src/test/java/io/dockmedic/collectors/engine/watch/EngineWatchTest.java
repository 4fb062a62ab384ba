package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.JournalException;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.engine.lease.EngineLease;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineWatchTest {
    private static final EngineInfo ENGINE = new EngineInfo("e", "host", "20.10", "1.41", "/var/lib/docker", true);

    private static final int BURST = 10_000;

    @TempDir
    private Path dir;

    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
    private final FakeCalls calls = new FakeCalls();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theWorldIsComparedAtOnePaceHoweverOftenWeFellBehind() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (EngineLease lease = new EngineLease(dir, time, new AtOnce(), new Health())) {
            EngineWatch watch = new EngineWatch(vertx, calls, time, time,
                    new Publisher<>(vertx, Events.TOPIC, List.of(), meters), lease, new WatchStore(new NoJournal()),
                    acting -> {}, Optional.empty(), new Containers(), MemoryKills.UNKNOWN, new Redactor(), meters);
            for (int i = 0; i < 4; i++) {
                watch.connected(ENGINE, false);
            }
            assertThat(calls.lists).as("at once, each time").isEqualTo(4);

            time.advance(Duration.ofMinutes(60));
            assertThat(calls.lists - 4).as("every five minutes").isEqualTo(12);
        }
    }

    @Test
    void aStageThatHangsHoldsTheReadingBackAndMissesNothing() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Promise<Void> hang = Promise.promise();
        List<Event> seen = new CopyOnWriteArrayList<>();
        Subscriber.on(vertx, Events.TOPIC, "slow", event -> {
            seen.add(event);
            return hang.future();
        });
        AtomicInteger read = new AtomicInteger();
        vertx.runOnContext(go -> {
            EngineWatch watch = watch(List.of("slow"), meters);
            watch.connected(ENGINE, true);
            readOn(watch, read);
        });
        await().until(() -> read.get() > 1000);
        assertThat(meters.get("dockmedic.engine.pending").gauge().value()).isLessThanOrEqualTo(1024);
        assertThat(read.get()).isLessThanOrEqualTo(1024);

        hang.complete();
        await().atMost(Duration.ofMinutes(1)).until(() -> seen.size() >= BURST + 2);
        assertThat(seen.stream().filter(Touched.class::isInstance).map(Event::at)).hasSize(BURST)
                .doesNotHaveDuplicates();
        await().until(() -> meters.get("dockmedic.engine.pending").gauge().value() == 0);
    }

    /** As the stream does: the next message when there is room for it. */
    private void readOn(EngineWatch watch, AtomicInteger read) {
        while (read.get() < BURST) {
            int number = read.incrementAndGet();
            Future<Void> room = watch.message(new EngineMessage("container", "kill", "c" + number % 50,
                    Map.of("name", "web" + number % 50, "signal", "1"), time.now().plusMillis(number),
                    time.now().plusMillis(number), false));
            if (!room.isComplete()) {
                room.onComplete(free -> readOn(watch, read));
                return;
            }
        }
    }

    private EngineWatch watch(List<String> subscribers, SimpleMeterRegistry meters) {
        return new EngineWatch(vertx, calls, time, time, new Publisher<>(vertx, Events.TOPIC, subscribers, meters),
                new EngineLease(dir, time, new AtOnce(), new Health()), new WatchStore(new NoJournal()), acting -> {},
                Optional.empty(), new Containers(), MemoryKills.UNKNOWN,
                new Redactor(), meters);
    }

    private static final class NoJournal implements Journal {
        @Override
        public <T> Future<T> write(Work<T> work) {
            return Future.failedFuture(new JournalException("none"));
        }

        @Override
        public <T> Future<T> read(Work<T> work) {
            return Future.failedFuture(new JournalException("none"));
        }

        @Override
        public boolean writable() {
            return false;
        }
    }
}
