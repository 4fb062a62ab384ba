package io.dockmedic.collectors.base.journal;

import io.dockmedic.collectors.base.time.Clock;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection that writes, and whether it can: it is opened and proven by a write, and given up when the file or its disk
 * fails. All but {@link #works} is the writer's thread's.
 */
final class WriteAccess {
    private final JournalFile file;
    private final List<Tables> tables;
    private final Clock clock;
    private final Runnable failed;
    private final Consumer<@Nullable JournalException> listener;
    private JournalException problem;
    private volatile boolean works;
    private @Nullable Connection connection;

    /**
     * Nothing is opened yet.
     *
     * @param failed   told of each failure, also of one more of the same
     * @param listener told of each change: what is wrong, or null when writes work (again)
     */
    WriteAccess(JournalFile file, List<Tables> tables, Clock clock, Runnable failed,
            Consumer<@Nullable JournalException> listener) {
        this.file = file;
        this.tables = tables;
        this.clock = clock;
        this.failed = failed;
        this.listener = listener;
        this.problem = new JournalException("journal " + file.path() + ": not opened yet");
    }

    /** Safe on any thread. */
    boolean works() {
        return works;
    }

    /** To write by; null while nothing can be written. */
    @Nullable
    Connection connection() {
        return works ? connection : null;
    }

    /** Why nothing can be written, when that is so. */
    JournalException problem() {
        return problem;
    }

    /** Tries to make writes work (again): opens the file when that is needed, and proves it with a write. */
    void recover() {
        try {
            Connection open = connection;
            if (open == null) {
                open = file.openToWrite(tables);
                connection = open;
            }
            probe(open);
            if (!works) {
                works = true;
                listener.accept(null);
            }
        } catch (JournalException e) {
            fail(e, true);
        } catch (SQLException e) {
            broken(e);
        } catch (RuntimeException e) {
            fail(Trouble.UNREADABLE.at(file.path(), e), true);
        }
    }

    /** The file or its disk failed: undoes what was begun, takes no more, and says why. */
    JournalException broken(SQLException e) {
        Trouble known = Trouble.of(e, file.path());
        Trouble trouble = known == null ? Trouble.UNREADABLE : known;
        JournalException why = trouble.at(file.path(), e);
        fail(why, trouble.needsReopening());
        return why;
    }

    private void fail(JournalException why, boolean reopen) {
        if (reopen) {
            close();
        } else if (connection != null) {
            undo(connection);
        }
        boolean news = works || !String.valueOf(problem.getMessage()).equals(why.getMessage());
        problem = why;
        works = false;
        failed.run();
        if (news) {
            listener.accept(why);
        }
    }

    /** Gives the file up. */
    void close() {
        try {
            if (connection != null) {
                connection.close();
            }
            file.release();
        } catch (SQLException | IOException e) {
            // Nothing is lost by it: what was committed is in the file, the lock goes with the process.
        } finally {
            connection = null;
        }
    }

    private void probe(Connection open) throws SQLException {
        execute(open, "BEGIN IMMEDIATE");
        execute(open, "INSERT OR REPLACE INTO journal_probe(id, at, filler) VALUES (1, "
                + clock.now().toEpochMilli() + ", zeroblob(65536))");
        execute(open, "COMMIT");
    }

    static void undo(Connection open) {
        try {
            execute(open, "ROLLBACK");
        } catch (SQLException alreadyRolledBack) {
            // SQLite itself rolls back on a full disk and on I/O errors.
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
