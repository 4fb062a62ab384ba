package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.engine.stream.StreamMarker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the machine was restarted while we were away is known from the journal. */
class RebootTest {
    @TempDir
    private Path dir;

    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));

    @AfterEach
    void close() {
        Watching.sync(vertx.close());
    }

    @Test
    void theMachineWasRestartedWhenItsBootIsAnother() {
        SqliteJournal journal = SqliteJournal.open(dir.resolve("journal.db"), List.of(WatchStore.TABLES),
                Retention.DEFAULT, time, time, new Health(), new SimpleMeterRegistry(), vertx);
        Remembrance remembrance = new Remembrance(new WatchStore(journal), new Inventory(), time);
        assertThat(Watching.sync(remembrance.restarted("one"))).as("nothing is known").isFalse();

        Watching.sync(remembrance.compared("engine", Optional.of("one")));
        assertThat(Watching.sync(remembrance.restarted("one"))).isFalse();
        assertThat(Watching.sync(remembrance.restarted("two"))).isTrue();
        Watching.sync(journal.close());
    }

    @Test
    void anEngineIsKnownOnceItWasComparedAlsoAfterOurRestart() {
        SqliteJournal journal = SqliteJournal.open(dir.resolve("journal.db"), List.of(WatchStore.TABLES),
                Retention.DEFAULT, time, time, new Health(), new SimpleMeterRegistry(), vertx);
        Remembrance remembrance = new Remembrance(new WatchStore(journal), new Inventory(), time);
        assertThat(remembrance.knows("engine")).isFalse();
        Watching.sync(remembrance.compared("engine", Optional.of("one")));

        Remembrance again = new Remembrance(new WatchStore(journal), new Inventory(), time);
        Watching.sync(again.recall(time.now()));
        assertThat(again.knows("engine")).isTrue();
        assertThat(again.knows("another")).isFalse();
        Watching.sync(journal.close());
    }

    /** A machine without a battery may begin where its clock was left, before what the journal knows of. */
    @Test
    void whatTheJournalHasOfTheFutureIsOfNow() {
        SqliteJournal journal = SqliteJournal.open(dir.resolve("journal.db"), List.of(WatchStore.TABLES),
                Retention.DEFAULT, time, time, new Health(), new SimpleMeterRegistry(), vertx);
        WatchStore store = new WatchStore(journal);
        Tracker before = Tracker.fresh(Facts.of("c1", Map.of("name", "web")));
        before.signals().stopWithin(Duration.ofSeconds(60));
        before.dealtWith(new StreamMarker(time.now(), "abc", time.now().plusSeconds(86_400)));
        Watching.sync(store.save("c1", before.memory(), Optional.empty()));

        Inventory inventory = new Inventory();
        Watching.sync(new Remembrance(store, inventory, time).recall(time.now()));
        Tracker after = inventory.known("c1").orElseThrow();
        Instant later = time.now().plusSeconds(360);
        assertThat(after.inOrder(death(later)).at()).isEqualTo(later);
        assertThat(after.inOrder(death(time.now().minusSeconds(1))).at()).isEqualTo(time.now());
        assertThat(after.stopTimeout()).isEqualTo(Duration.ofSeconds(60));
        Watching.sync(journal.close());
    }

    private static EngineMessage death(Instant at) {
        return new EngineMessage("container", "die", "c1", Map.of("name", "web"), at, at, false);
    }

    /** How far the stream was read, with the date it had for us: the next run goes on from it. */
    @Test
    void theStreamsMarkIsKeptAsItWas() {
        SqliteJournal journal = SqliteJournal.open(dir.resolve("journal.db"), List.of(WatchStore.TABLES),
                Retention.DEFAULT, time, time, new Health(), new SimpleMeterRegistry(), vertx);
        WatchStore store = new WatchStore(journal);
        for (Instant dated : new Instant[]{time.now(), null, time.now().plusNanos(1)}) {
            StreamMarker marker = new StreamMarker(time.now().minusSeconds(86_400), "abc", dated);
            Watching.sync(store.saveMarker(Optional.of(marker)));
            assertThat(Watching.sync(store.marker())).contains(marker);
        }
        Watching.sync(journal.close());
    }
}
