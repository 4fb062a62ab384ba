package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.stream.StreamMarker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
        Watching.sync(again.recall());
        assertThat(again.knows("engine")).isTrue();
        assertThat(again.knows("another")).isFalse();
        Watching.sync(journal.close());
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
