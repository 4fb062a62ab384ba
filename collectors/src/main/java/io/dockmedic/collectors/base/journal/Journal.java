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

    /** Runs {@code work} on a read-only connection. Fails with {@link JournalException}. */
    <T> Future<T> read(Work<T> work);

    /** Whether writes are being taken. Without a journal there are no acts. */
    boolean writable();
}
