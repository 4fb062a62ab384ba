package io.dockmedic.collectors.base.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Reads beside the writer: two threads, read-only connections, a bounded queue. */
final class Readers {
    private static final int THREADS = 2;
    private static final int QUEUE = 1_024;

    private final JournalFile file;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().name("dockmedic-journal-read-", 0).daemon().factory());

    Readers(JournalFile file) {
        this.file = file;
        threads.allowCoreThreadTimeOut(true);
    }

    /** The first attempt to open the file is over; until then reads wait. */
    void begin() {
        opened.countDown();
    }

    <T> void read(Journal.Work<T> work, Reply<T> reply) {
        try {
            threads.execute(() -> answer(work, reply));
        } catch (RejectedExecutionException e) {
            reply.fail(new JournalException(
                    "journal " + file.path() + ": closed, or more than " + QUEUE + " reads wait", e));
        }
    }

    /** Closes what is idle: the file may be another one now. */
    void forget() {
        for (Connection next = idle.poll(); next != null; next = idle.poll()) {
            close(next);
        }
    }

    void close() {
        threads.shutdown();
        forget();
    }

    private <T> void answer(Journal.Work<T> work, Reply<T> reply) {
        try {
            opened.await();
            Connection ready = idle.poll();
            Connection connection = ready == null ? file.openToRead() : ready;
            T value;
            try {
                value = work.run(connection);
            } catch (SQLException | RuntimeException e) {
                close(connection);
                throw e;
            }
            if (threads.isShutdown()) {
                close(connection);
            } else {
                idle.add(connection);
            }
            reply.complete(value);
        } catch (SQLException e) {
            Trouble trouble = Trouble.of(e, file.path());
            reply.fail(trouble == null
                    ? new JournalException("journal " + file.path() + ": not read: " + e.getMessage(), e)
                    : trouble.at(file.path(), e));
        } catch (RuntimeException e) {
            reply.fail(new JournalException("journal " + file.path() + ": not read: " + e.getMessage(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reply.fail(new JournalException("journal " + file.path() + ": closed", e));
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // A read-only connection has nothing to lose.
        }
    }
}
