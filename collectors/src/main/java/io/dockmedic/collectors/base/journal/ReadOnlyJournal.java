package io.dockmedic.collectors.base.journal;

import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/**
 * A journal that another process may be writing, to be read only: for the command line. What is asked is answered on the
 * caller's own thread, so every future is complete when it is given. For use by one thread.
 */
public final class ReadOnlyJournal implements Journal, AutoCloseable {
    private final Path path;
    private final Connection connection;
    private final boolean alone;

    private ReadOnlyJournal(Path path, Connection connection, boolean alone) {
        this.path = path;
        this.connection = connection;
        this.alone = alone;
    }

    /**
     * Opens it; nothing in it is changed. Where it was closed well nothing is left beside it; after a kill, or where this user
     * may not write, SQLite may leave the two files that it reads by.
     *
     * @throws JournalException when there is none, or it cannot be read
     */
    public static ReadOnlyJournal open(Path path) {
        if (!Files.isReadable(path)) {
            throw new JournalException("journal " + path + ": there is none that this user may read;"
                    + " be the user that Dockmedic runs as, or root, and name its configuration with --config");
        }
        NativeLibrary.use(Objects.requireNonNull(path.toAbsolutePath().getParent()));
        try {
            JournalFile file = new JournalFile(path);
            boolean alone = !file.hasLog();
            return new ReadOnlyJournal(path, file.openToLook(), alone);
        } catch (SQLException e) {
            throw failed(path, e);
        }
    }

    /**
     * Whether no write-ahead log ({@code -wal}) was beside it: it was closed well, or it is a copy that was made without it,
     * which lacks what was written last.
     */
    public boolean isAlone() {
        return alone;
    }

    @Override
    public <T> Future<T> read(Work<T> work) {
        try {
            return Future.succeededFuture(work.run(connection));
        } catch (SQLException e) {
            return Future.failedFuture(failed(path, e));
        }
    }

    @Override
    public <T> Future<T> write(Work<T> work) {
        return Future.failedFuture(new JournalException("journal " + path + ": opened to be read only"));
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // A read-only connection has nothing to lose.
        }
    }

    private static JournalException failed(Path path, SQLException cause) {
        Trouble trouble = Trouble.of(cause, path);
        return trouble == null
                ? new JournalException("journal " + path + ": not read: " + cause.getMessage(), cause)
                : trouble.at(path, cause);
    }
}
