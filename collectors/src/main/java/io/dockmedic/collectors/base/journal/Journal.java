package io.dockmedic.collectors.base.journal;

import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The record on disk. One SQLite file, one writer thread, group commit. Safe for use by several verticles; futures
 * complete on the caller's Vert.x context.
 */
public interface Journal {
    /** Statements to run inside one transaction; must not keep the connection. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /**
     * Runs {@code work} on the writer and completes when it is durable (synced). Fails with {@link JournalException}
     * when it was not written: then act on nothing that depended on it.
     */
    <T> Future<T> write(Work<T> work);

    /**
     * The same for what can be spared: in a transaction of its own, and only when nothing else waits to be written. Where it
     * fails, as on a disk that is full, that means nothing for others; where something failed lately, or little room is
     * left, it is not tried. A journal that does not do this takes none.
     */
    default <T> Future<T> writeSpare(Work<T> work) {
        return Future.failedFuture(new JournalException("this journal takes nothing that can be spared"));
    }

    /** Runs {@code work} on a read-only connection. Fails with {@link JournalException}. */
    <T> Future<T> read(Work<T> work);

    /** Whether writes are being taken. Without a journal there are no acts. */
    boolean writable();
}
