package io.dockmedic.collectors.base.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Brings each stage's tables to their newest version. */
final class Migrations {
    private Migrations() {}

    /** Runs what has not run yet, each migration in a transaction of its own. */
    static void run(Connection connection, List<Tables> stages) throws SQLException {
        execute(connection, "CREATE TABLE IF NOT EXISTS journal_migrations("
                + "owner TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY(owner, version))");
        for (Tables stage : stages) {
            int done = version(connection, stage.owner());
            if (done > stage.migrations().size()) {
                throw new JournalException("journal tables of " + stage.owner() + " are at version " + done
                        + ", written by a newer Dockmedic; this one knows " + stage.migrations().size()
                        + ": use the newer one, or another data directory");
            }
            for (int i = done; i < stage.migrations().size(); i++) {
                migrate(connection, stage.owner(), i + 1, stage.migrations().get(i));
            }
        }
    }

    private static void migrate(Connection connection, String owner, int version, String script) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
        try {
            execute(connection, script);
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO journal_migrations(owner, version) VALUES (?, ?)")) {
                insert.setString(1, owner);
                insert.setInt(2, version);
                insert.executeUpdate();
            }
            execute(connection, "COMMIT");
        } catch (SQLException e) {
            execute(connection, "ROLLBACK");
            throw e;
        }
    }

    private static int version(Connection connection, String owner) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT coalesce(max(version), 0) FROM journal_migrations WHERE owner = ?")) {
            select.setString(1, owner);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    /** sqlite-jdbc hands several statements at once to the library only through executeUpdate. */
    private static void execute(Connection connection, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(script);
        }
    }
}
