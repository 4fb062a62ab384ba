package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.lease.EngineLease;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.engine.stream.StreamMarker;
import io.dockmedic.collectors.event.ContainerEvent.Died;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a kill the engine replays from the oldest message that was open; what came after it may be dealt with already. */
class ReplayAfterCrashTest {
    private static final EngineInfo ENGINE = new EngineInfo("e", "host", "20.10", "1.41", "/var/lib/docker", true);
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    private Path dir;

    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime(START);
    private final List<Event> told = new CopyOnWriteArrayList<>();
    private SqliteJournal journal;

    @BeforeEach
    void open() {
        journal = SqliteJournal.open(dir.resolve("journal.db"), List.of(WatchStore.TABLES), Retention.DEFAULT, time,
                time,
                new Health(), new SimpleMeterRegistry(), vertx);
        Subscriber.on(vertx, Events.TOPIC, "rules", event -> {
            told.add(event);
            return Future.succeededFuture();
        });
    }

    @AfterEach
    void close() {
        Watching.sync(journal.close());
        Watching.sync(vertx.close());
    }

    @Test
    void aDeathThatIsInTheJournalIsNotToldAgain() {
        FakeCalls first = new FakeCalls();
        EngineWatch before = begun(first);
        first.late = Promise.<CallResult<ContainerState>>promise().future();
        say(before, message("create", "slow", 1, false));
        first.late = null;
        say(before, message("start", "web", 2, false));
        say(before, message("die", "web", 3, false));
        await().until(() -> deaths() == 1);
        await().until(this::isKept);

        EngineWatch after = begun(new FakeCalls());
        say(after, message("create", "slow", 1, true));
        say(after, message("start", "web", 2, true));
        say(after, message("die", "web", 3, true));
        say(after, message("start", "web", 4, true));
        say(after, message("die", "web", 5, true));

        await().until(() -> deaths() == 2);
        assertThat(told.stream().filter(Died.class::isInstance).map(Event::at))
                .containsExactly(START.plusSeconds(3), START.plusSeconds(5));
    }

    /** What came late before the kill was dated by when it came; what is told again is dated by its stamp. */
    @Test
    void aDeathIsNotDatedBeforeTheCreationOfWhatDied() {
        FakeCalls first = new FakeCalls();
        EngineWatch before = begun(first);
        first.late = Promise.<CallResult<ContainerState>>promise().future();
        say(before, message("create", "slow", 1, false));
        first.late = null;
        say(before, message("create", "web", 2, false).dated(START.plusSeconds(20), false));
        await().until(() -> Watching.sync(new WatchStore(journal).memories())
                .stream()
                .anyMatch(memory -> START.plusSeconds(20).equals(memory.dealtDated())));
        time.advance(Duration.ofSeconds(21));

        EngineWatch after = begun(new FakeCalls());
        say(after, message("create", "slow", 1, true));
        say(after, message("create", "web", 2, true));
        say(after, message("start", "web", 3, true));
        say(after, message("die", "web", 4, true));

        await().until(() -> deaths() == 1);
        assertThat(told.stream().filter(Died.class::isInstance).map(Event::at))
                .containsExactly(START.plusSeconds(20));
    }

    /** The engine's clock was set back by an hour while we listened: what is new is older by its stamp than what was dealt with. */
    @Test
    void whatIsNewIsNotTakenForDealtWithWhenTheEnginesClockWasSetBack() {
        WatchStore store = new WatchStore(journal);
        Tracker web = Tracker.fresh(Facts.of("web", Map.of("name", "web")));
        web.dealtWith(StreamMarker.of(message("start", "web", 20, false)));
        Watching.sync(store.save("web", web.memory(), Optional.empty()));
        time.advance(Duration.ofMinutes(20));
        Remembrance after = new Remembrance(store, new Inventory(), time);
        Watching.sync(after.recall(time.now()));

        EngineMessage fresh = message("die", "web", 620 - 3600, true).dated(START.plusSeconds(620), true);
        assertThat(after.dealtWithBefore(fresh, true)).isFalse();
        assertThat(after.dealtWithBefore(fresh, false)).as("what is compared anew has no such dates").isTrue();
        // What came late before our end was dated by that, and so may be what is told again: by no more.
        EngineMessage before = message("create", "web", 5, true);
        assertThat(after.dealtWithBefore(before, true)).isTrue();
        assertThat(after.dealtWithBefore(before.dated(START.plusSeconds(35), true), true)).isTrue();
        assertThat(after.dealtWithBefore(message("die", "web", 30, true), true)).isFalse();
    }

    private long deaths() {
        return told.stream().filter(Died.class::isInstance).count();
    }

    private boolean isKept() {
        return Watching.sync(new WatchStore(journal).memories())
                .stream()
                .anyMatch(memory -> START.plusSeconds(3).equals(memory.dealtAt()));
    }

    private EngineWatch begun(FakeCalls calls) {
        EngineWatch watch = new EngineWatch(vertx, calls, time, time,
                new Publisher<>(vertx, Events.TOPIC, List.of("rules"), new SimpleMeterRegistry()),
                new EngineLease(dir, time, new AtOnce(), new Health()), new WatchStore(journal), acting -> {},
                Optional.empty(), new Containers(), MemoryKills.UNKNOWN, new Redactor(), new SimpleMeterRegistry());
        on(() -> watch.recall().compose(recalled -> watch.connected(ENGINE, true)));
        return watch;
    }

    private void say(EngineWatch watch, EngineMessage message) {
        on(() -> watch.message(message));
    }

    private void on(Supplier<Future<?>> work) {
        Promise<Object> done = Promise.promise();
        vertx.runOnContext(go -> work.get().onComplete(result -> done.complete()));
        Watching.sync(done.future());
    }

    private static EngineMessage message(String action, String name, int second, boolean replayed) {
        Instant at = START.plusSeconds(second);
        return new EngineMessage("container", action, name, Map.of("name", name, "exitCode", "1"), at, at, replayed);
    }
}
