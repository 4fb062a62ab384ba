package io.dockmedic.collectors.base.journal;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in a SQLite file (WAL, {@code synchronous=FULL}). It exists even while the file cannot be opened or
 * written: then {@link #writable()} is false, writes fail at once with what to do about it, the health part
 * {@code journal} says the same, and every few seconds it is tried again. A user's file is never moved or deleted.
 */
public final class SqliteJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);
    private static final String PART = "journal";
    private static final String SIZE_PART = "journal.size";
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final Timers timers;
    private final Clock clock;
    private final Health health;
    private final List<Tables> tables;
    private final Retention retention;
    private final Writer writer;
    private final Readers readers;
    private final Reply<Boolean> first;
    private final Reply<Boolean> ended;
    private long prunedAt;
    private volatile boolean closed;

    private SqliteJournal(Path path, List<Tables> tables, Retention retention, Clock clock, Timers timers,
            Health health, MeterRegistry meters, Vertx vertx, long room) {
        this.vertx = vertx;
        this.timers = timers;
        this.clock = clock;
        this.health = health;
        this.tables = List.copyOf(tables);
        this.retention = retention;
        JournalFile file = new JournalFile(path);
        this.readers = new Readers(file);
        JournalMeters own = new JournalMeters(meters, file::size, this::writable);
        this.writer = new Writer(file, this.tables, clock, own, room, this::changed);
        this.first = new Reply<>(vertx);
        this.ended = new Reply<>(vertx);
        this.prunedAt = clock.nanos();
    }

    /**
     * Begins to open {@code path} and returns at once; what is written meanwhile waits. Never fails: see
     * {@link #opened()} and {@link #writable()}.
     *
     * @param tables those of every stage, whose migrations run when the file opens
     * @param timers its retries and retention; asked only on the thread that calls this and from its own timers
     */
    public static SqliteJournal open(Path path, List<Tables> tables, Retention retention, Clock clock, Timers timers,
            Health health, MeterRegistry meters, Vertx vertx) {
        return open(path, tables, retention, clock, timers, health, meters, vertx, SpareWrites.ROOM);
    }

    /** @param room how much the disk must have left for what can be spared, in bytes */
    static SqliteJournal open(Path path, List<Tables> tables, Retention retention, Clock clock, Timers timers,
            Health health, MeterRegistry meters, Vertx vertx, long room) {
        SqliteJournal journal = new SqliteJournal(path, tables, retention, clock, timers, health, meters, vertx,
                room);
        Thread.ofPlatform().name("dockmedic-journal").daemon().start(journal::live);
        timers.after(RETRY, journal::tick);
        return journal;
    }

    /** Completes when the first attempt to open is over, with whether it succeeded. */
    public Future<Boolean> opened() {
        return first.future();
    }

    @Override
    public <T> Future<T> write(Work<T> work) {
        Reply<T> reply = new Reply<>(vertx);
        writer.write(work, reply);
        return reply.future();
    }

    @Override
    public <T> Future<T> writeSpare(Work<T> work) {
        Reply<T> reply = new Reply<>(vertx);
        writer.writeSpare(work, reply);
        return reply.future();
    }

    @Override
    public <T> Future<T> read(Work<T> work) {
        Reply<T> reply = new Reply<>(vertx);
        readers.read(work, reply);
        return reply.future();
    }

    @Override
    public boolean writable() {
        return writer.writable();
    }

    /** Takes nothing more; completes when everything taken is written and the file is closed. */
    public Future<Void> close() {
        closed = true;
        // The last connection to close writes the log back into the file, which those that only read cannot.
        readers.close();
        writer.close();
        return ended.future().mapEmpty();
    }

    private void live() {
        writer.submit(() -> {
            readers.begin();
            first.complete(writer.writable());
        });
        writer.run();
        ended.complete(true);
    }

    private void tick() {
        if (closed) {
            return;
        }
        boolean prune = clock.nanos() - prunedAt >= PRUNE_EVERY.toNanos();
        if (prune) {
            prunedAt = clock.nanos();
        }
        writer.submit(() -> {
            if (!writer.writable()) {
                writer.recover();
            }
            if (prune) {
                prune(new Pruning(retention, tables));
            }
        });
        timers.after(RETRY, this::tick);
    }

    /** A bounded piece at a time, so that writes are not held up. */
    private void prune(Pruning round) {
        writer.keepHouse(connection -> round.piece(connection, clock.now())).ifPresent(pruned -> {
            switch (pruned) {
                case MORE -> writer.submit(() -> prune(round));
                case DONE -> health.say(SIZE_PART, Health.Status.UP, "");
                case TOO_LARGE -> health.say(SIZE_PART, Health.Status.DEGRADED, "the journal is larger than"
                        + " retention.size, and what is more may not go yet: allow it more");
            }
        });
    }

    private void changed(@Nullable JournalException problem) {
        readers.forget();
        if (problem == null) {
            health.say(PART, Health.Status.UP, "");
            LOG.atInfo().log("journal is being written");
        } else {
            String message = String.valueOf(problem.getMessage());
            health.say(PART, Health.Status.DEGRADED, message);
            LOG.atError().addKeyValue("error", message).log("journal cannot be written: nothing will be acted on");
        }
    }
}
