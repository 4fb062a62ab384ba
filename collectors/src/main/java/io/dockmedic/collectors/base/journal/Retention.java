package io.dockmedic.collectors.base.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How much the journal keeps: rows older than {@code age} go, and while its live pages take more than {@code bytes},
 * so do the oldest rows of every retained table. What a table says must stay stays, whatever the age and the size.
 */
public record Retention(Duration age, long bytes) {
    /** 30 days, 256 MiB. */
    public static final Retention DEFAULT = new Retention(Duration.ofDays(30), 256L << 20);

    private static final int CHUNK = 200;

    /** What a piece of pruning came to. */
    enum Pruned {
        /** More is to be done. */
        MORE,
        /** All is done. */
        DONE,
        /** All that may go is gone, and it is still too large. */
        TOO_LARGE
    }

    /** Deletes a bounded number of rows, to be called inside a transaction. */
    Pruned prune(Connection connection, List<Tables> stages, Instant now) throws SQLException {
        boolean more = false;
        boolean tooBig = live(connection) > bytes;
        Instant old = tooBig ? now : now.minus(age);
        for (Tables stage : stages) {
            for (Tables.Retained retained : stage.retained()) {
                Instant needed = now.minus(retained.atLeast());
                int deleted = delete(connection, retained, old.isBefore(needed) ? old : needed);
                more |= deleted == CHUNK || (tooBig && deleted > 0);
            }
        }
        return more ? Pruned.MORE : tooBig ? Pruned.TOO_LARGE : Pruned.DONE;
    }

    private static int delete(Connection connection, Tables.Retained retained, Instant before) throws SQLException {
        String table = retained.table();
        String at = retained.at();
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM " + table
                + " WHERE rowid IN (SELECT rowid FROM " + table + " WHERE " + at + " <= ? AND (" + retained.deletable()
                + ") ORDER BY " + at + " LIMIT " + CHUNK + ")")) {
            statement.setLong(1, before.toEpochMilli());
            return statement.executeUpdate();
        }
    }

    private static long live(Connection connection) throws SQLException {
        return (pragma(connection, "page_count") - pragma(connection, "freelist_count"))
                * pragma(connection, "page_size");
    }

    private static long pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
