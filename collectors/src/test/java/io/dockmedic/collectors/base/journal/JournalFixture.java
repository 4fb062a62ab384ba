package io.dockmedic.collectors.base.journal;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A journal on a real file, its time in the test's hand. */
final class JournalFixture implements AutoCloseable {
    static final Tables NOTES = new Tables(
            "notes",
            List.of("CREATE TABLE notes_note(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, text TEXT NOT NULL);"
                    + "CREATE INDEX notes_at ON notes_note(at)"),
            List.of(new Tables.Retained("notes_note", "at", "text <> 'keep'", Duration.ofHours(1))));

    final Vertx vertx = Vertx.vertx();
    final ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
    final Health health = new Health();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final SqliteJournal journal;

    JournalFixture(Path file) {
        this(file, List.of(NOTES), Retention.DEFAULT);
    }

    JournalFixture(Path file, List<Tables> tables, Retention retention) {
        this(file, tables, retention, SpareWrites.ROOM);
    }

    /** @param room how much the disk must have left for what can be spared, in bytes */
    JournalFixture(Path file, List<Tables> tables, Retention retention, long room) {
        journal = SqliteJournal.open(file, tables, retention, time, time, health, meters, vertx, room);
        await(journal.opened());
    }

    Future<Integer> note(long at, String text) {
        return journal.write(noting(at, text));
    }

    /** One that can be spared. */
    Future<Integer> spareNote(long at, String text) {
        return journal.writeSpare(noting(at, text));
    }

    private static Journal.Work<Integer> noting(long at, String text) {
        return connection -> {
            try (PreparedStatement insert = connection
                    .prepareStatement("INSERT INTO notes_note(at, text) VALUES (?, ?)")) {
                insert.setLong(1, at);
                insert.setString(2, text);
                return insert.executeUpdate();
            }
        };
    }

    long count(String from) {
        return await(journal.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM " + from)) {
                row.next();
                return row.getLong(1);
            }
        }));
    }

    /** Lets the retry fall due; what it does goes on on the journal's own thread. */
    void retry() {
        time.advance(Duration.ofSeconds(5));
    }

    String reason() {
        return Objects.requireNonNull(health.parts().get("journal")).reason();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
        } catch (TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(journal.close());
        await(vertx.close());
    }
}
