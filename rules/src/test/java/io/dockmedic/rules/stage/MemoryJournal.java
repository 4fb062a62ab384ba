package io.dockmedic.rules.stage;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.JournalException;
import io.dockmedic.rules.state.RulesTables;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** SQLite in memory behind the journal's interface, with switches that make it fail or wait as a disk does. */
public final class MemoryJournal implements Journal, AutoCloseable {
    public volatile boolean full;
    /** What a write waits for before it is said to be done. */
    public volatile Future<Void> synced = Future.succeededFuture();
    private final Connection connection;

    public MemoryJournal() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (Statement statement = connection.createStatement()) {
            for (String migration : RulesTables.TABLES.migrations()) {
                statement.executeUpdate(migration);
            }
        }
    }

    @Override
    public <T> Future<T> write(Work<T> work) {
        return full
                ? Future.failedFuture(new JournalException("database or disk is full"))
                : run(work).compose(written -> synced.map(written));
    }

    @Override
    public <T> Future<T> writeSpare(Work<T> work) {
        return write(work);
    }

    @Override
    public <T> Future<T> read(Work<T> work) {
        return run(work);
    }

    @Override
    public boolean writable() {
        return !full;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private synchronized <T> Future<T> run(Work<T> work) {
        try {
            connection.setAutoCommit(false);
            T result = work.run(connection);
            connection.commit();
            return Future.succeededFuture(result);
        } catch (SQLException e) {
            return Future.failedFuture(new JournalException("failed", e));
        }
    }
}
