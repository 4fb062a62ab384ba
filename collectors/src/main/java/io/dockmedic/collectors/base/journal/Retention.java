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
 * so do the oldest rows of every retained table. What a table says must stay stays, whatever the size.
 */
public record Retention(Duration age, long bytes) {
    /** 30 days, 256 MiB. */
    public static final Retention DEFAULT = new Retention(Duration.ofDays(30), 256L << 20);

    private static final int CHUNK = 200;

    /**
     * Deletes a bounded number of rows, to be called inside a transaction.
     *
     * @return whether more is to be done
     */
    boolean prune(Connection connection, List<Tables> stages, Instant now) throws SQLException {
        boolean more = false;
        long oldest = now.minus(age).toEpochMilli();
        boolean tooBig = live(connection) > bytes;
        for (Tables stage : stages) {
            for (Tables.Retained retained : stage.retained()) {
                int deleted = delete(connection, retained, tooBig ? Long.MAX_VALUE : oldest);
                more |= deleted == CHUNK || (tooBig && deleted > 0);
            }
        }
        return more;
    }

    private static int delete(Connection connection, Tables.Retained retained, long before) throws SQLException {
        String table = retained.table();
        String at = retained.atColumn();
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM " + table
                + " WHERE rowid IN (SELECT rowid FROM " + table + " WHERE " + at + " < ? AND (" + retained.deletable()
                + ") ORDER BY " + at + " LIMIT " + CHUNK + ")")) {
            statement.setLong(1, before);
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
