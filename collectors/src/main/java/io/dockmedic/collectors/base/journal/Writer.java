package io.dockmedic.collectors.base.journal;

import io.dockmedic.collectors.base.time.Clock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Whatever waits goes into one transaction, each work behind a savepoint of its own: one
 * that fails is undone alone. When the file or its disk fails, everything in the transaction fails, and nothing more
 * is taken until {@link WriteAccess#recover} has written again. What can be spared is not among it: each has a transaction of its own
 * when nothing else waits, and what becomes of it says nothing about the file.
 */
final class Writer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int QUEUE = 8_192;
    private static final int GROUP = 512;

    private sealed interface Command permits Write, Task {}

    private record Write<T>(Journal.Work<T> work, Reply<T> reply) implements Command {}

    private record Task(Runnable body) implements Command {}

    /** A work that ran, waiting for the commit. */
    private record Ran<T>(Write<T> write, T value) {
        void complete() {
            write.reply().complete(value);
        }
    }

    private final JournalFile file;
    private final Clock clock;
    private final JournalMeters meters;
    private final SpareWrites spare;
    private final WriteAccess access;
    private final BlockingQueue<Command> queue = new ArrayBlockingQueue<>(QUEUE);
    private boolean closed;

    /**
     * @param room     how much the disk must have left for what can be spared, in bytes
     * @param listener told on this thread of each change: what is wrong, or null when writes work (again)
     */
    Writer(JournalFile file, List<Tables> tables, Clock clock, JournalMeters meters, long room,
            Consumer<@Nullable JournalException> listener) {
        this.file = file;
        this.clock = clock;
        this.meters = meters;
        this.spare = new SpareWrites(file, clock, meters, room);
        this.access = new WriteAccess(file, tables, clock, spare::pause, listener);
    }

    boolean writable() {
        return access.works();
    }

    <T> void write(Journal.Work<T> work, Reply<T> reply) {
        if (!enter(new Write<>(work, reply))) {
            meters.failed(1);
            reply.fail(new JournalException("journal " + file.path()
                    + ": closed, or more than " + QUEUE + " writes wait for the disk; this one was not taken"));
        }
    }

    /** Writes it when nothing else waits; its failure is its own. */
    <T> void writeSpare(Journal.Work<T> work, Reply<T> reply) {
        if (!enter(new SpareWrites.One<>(work, reply))) {
            reply.fail(new JournalException("journal " + file.path()
                    + ": closed, or too much waits for the disk; this could be spared and was not taken"));
        }
    }

    /** Runs {@code body} on this thread, between transactions; false when too much waits. */
    boolean submit(Runnable body) {
        return enter(new Task(body));
    }

    /** Takes nothing more; ends when what waits is written. */
    synchronized void close() {
        closed = true;
        queue.offer(new Task(() -> {}));
    }

    private synchronized boolean enter(Command command) {
        return !closed && queue.offer(command);
    }

    private synchronized boolean enter(SpareWrites.One<?> one) {
        if (closed || !spare.offer(one)) {
            return false;
        }
        // Wakes the thread. Where there is no room for this, it is awake.
        queue.offer(new Task(() -> {}));
        return true;
    }

    private synchronized boolean over() {
        return closed && queue.isEmpty();
    }

    @Override
    public void run() {
        access.recover();
        List<Command> taken = new ArrayList<>(GROUP);
        try {
            while (!over()) {
                taken.add(queue.take());
                queue.drainTo(taken, GROUP - 1);
                commit(taken);
                for (Command command : taken) {
                    if (command instanceof Task task) {
                        task.body().run();
                    }
                }
                taken.clear();
                writeSpare();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            access.close();
        }
    }

    /** Tries to make writes work (again). */
    void recover() {
        access.recover();
    }

    /**
     * Runs one piece of housekeeping in a transaction of its own; empty when it could not be done. What is wrong with
     * the piece alone is undone and logged: writes go on.
     */
    <T> Optional<T> keepHouse(Journal.Work<T> work) {
        Connection open = access.connection();
        if (open == null) {
            return Optional.empty();
        }
        try {
            WriteAccess.execute(open, "BEGIN IMMEDIATE");
            T done = work.run(open);
            WriteAccess.execute(open, "COMMIT");
            try (Statement statement = open.createStatement()) {
                // Frees a page a step: unlike WriteAccess.execute(), this one runs it to its end.
                statement.executeUpdate("PRAGMA incremental_vacuum(1000)");
            }
            return Optional.of(done);
        } catch (SQLException e) {
            Trouble trouble = Trouble.of(e, file.path());
            if (trouble == null || trouble == Trouble.FULL) {
                // For want of room to tidy up in, nobody's write is refused: it may fit. What can be spared waits.
                WriteAccess.undo(open);
                spare.pause();
                meters.failed(1);
                LOG.atError().setCause(e).log("journal could not be tidied; it grows until this is mended");
            } else {
                access.broken(e);
            }
            return Optional.empty();
        }
    }

    /** One at a time, so that nobody's write waits for more than one. */
    private void writeSpare() {
        while (queue.isEmpty()) {
            SpareWrites.One<?> next = spare.poll();
            if (next == null) {
                return;
            }
            spare.write(next, access.connection());
        }
    }

    private void commit(List<Command> taken) {
        List<Write<?>> writes = new ArrayList<>();
        for (Command command : taken) {
            if (command instanceof Write<?> write) {
                writes.add(write);
            }
        }
        Connection open = access.connection();
        if (writes.isEmpty()) {
            return;
        }
        if (open == null) {
            refuse(writes, access.problem());
            return;
        }
        long begin = clock.nanos();
        List<Ran<?>> ran = new ArrayList<>(writes.size());
        List<Runnable> failures = new ArrayList<>();
        try {
            WriteAccess.execute(open, "BEGIN IMMEDIATE");
            for (Write<?> write : writes) {
                attempt(open, write, ran, failures);
            }
            WriteAccess.execute(open, "COMMIT");
        } catch (SQLException e) {
            refuse(writes, access.broken(e));
            return;
        }
        meters.wrote(ran.size(), clock.nanos() - begin);
        ran.forEach(Ran::complete);
        failures.forEach(Runnable::run);
    }

    /** One work behind its savepoint. What is wrong with the file is thrown, what is wrong with the work is kept. */
    private <T> void attempt(Connection open, Write<T> write, List<Ran<?>> ran, List<Runnable> failures)
            throws SQLException {
        WriteAccess.execute(open, "SAVEPOINT work");
        try {
            T value = write.work().run(open);
            WriteAccess.execute(open, "RELEASE work");
            ran.add(new Ran<>(write, value));
        } catch (SQLException | RuntimeException e) {
            if (e instanceof SQLException sql && Trouble.of(sql, file.path()) != null) {
                throw sql;
            }
            WriteAccess.execute(open, "ROLLBACK TO work");
            WriteAccess.execute(open, "RELEASE work");
            meters.failed(1);
            failures.add(() -> write.reply()
                    .fail(
                            new JournalException("journal " + file.path() + ": not written: " + e.getMessage(), e)));
        }
    }

    private void refuse(List<Write<?>> writes, JournalException why) {
        meters.failed(writes.size());
        for (Write<?> write : writes) {
            write.reply().fail(why);
        }
    }
}
