package io.dockmedic.collectors.base.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One round of retention, a bounded piece at a time. On the journal's thread only. */
final class Pruning {
    private static final int CHUNK = 200;
    /** Of what can be spared, whose rows are large, no more than has to go. */
    private static final int FEW = 20;

    private final Retention retention;
    private final double share;
    private final List<Tables.Retained> tables;
    private final Deque<Tables.Retained> unmeasured;
    /** How many rows of each may still go for the size. */
    private final Map<Tables.Retained, Long> spare = new HashMap<>();

    /** What a piece of pruning came to. */
    enum Pruned {
        /** More is to be done. */
        MORE,
        /** All is done. */
        DONE,
        /** All that may go is gone, and it is still too large. */
        TOO_LARGE
    }

    Pruning(Retention retention, List<Tables> stages) {
        this.retention = retention;
        this.tables = stages.stream().flatMap(stage -> stage.retained().stream()).toList();
        this.unmeasured = new ArrayDeque<>(tables);
        long needed = tables.stream().filter(table -> !table.spare()).count();
        this.share = retention.bytes() / 2.0 / Math.max(1, needed);
    }

    /** Deletes a bounded number of rows, to be called inside a transaction. */
    Pruned piece(Connection connection, Instant now) throws SQLException {
        boolean more = false;
        for (Tables.Retained table : tables) {
            more |= delete(connection, table, earlier(now.minus(table.age(retention.age())), now, table),
                    CHUNK) == CHUNK;
        }
        boolean tooBig = live(connection) > retention.bytes();
        if (more || !tooBig) {
            return more ? Pruned.MORE : Pruned.DONE;
        }
        Tables.Retained next = unmeasured.poll();
        if (next != null) {
            spare.put(next, spare(connection, next, now));
            return Pruned.MORE;
        }
        for (Tables.Retained table : tables) {
            if (table.spare() && shrink(connection, table, now, FEW)) {
                return Pruned.MORE;
            }
        }
        for (Tables.Retained table : tables) {
            more |= shrink(connection, table, now, CHUNK);
        }
        return more ? Pruned.MORE : Pruned.TOO_LARGE;
    }

    /** Deletes at most so many of what is beyond the table's share; false when there was nothing. */
    private boolean shrink(Connection connection, Tables.Retained table, Instant now, int most) throws SQLException {
        long left = spare.getOrDefault(table, 0L);
        int deleted = delete(connection, table, earlier(now, now, table), Math.min(most, left));
        spare.put(table, deleted == 0 ? 0 : left - deleted);
        return deleted > 0;
    }

    private static Instant earlier(Instant old, Instant now, Tables.Retained table) {
        Instant needed = now.minus(table.atLeast());
        return old.isBefore(needed) ? old : needed;
    }

    private static int delete(Connection connection, Tables.Retained retained, Instant before, long most)
            throws SQLException {
        if (most <= 0) {
            return 0;
        }
        String table = retained.table();
        String at = retained.at();
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM " + table
                + " WHERE rowid IN (SELECT rowid FROM " + table + " WHERE " + at + " <= ? AND (" + retained.deletable()
                + ") ORDER BY " + at + " LIMIT ?)")) {
            statement.setLong(1, before.toEpochMilli());
            statement.setLong(2, most);
            return statement.executeUpdate();
        }
    }

    /** How many rows take what those that may go take beyond the table's share. */
    private long spare(Connection connection, Tables.Retained retained, Instant now) throws SQLException {
        long all;
        long mayGo;
        try (PreparedStatement statement = connection.prepareStatement("SELECT COUNT(*), COUNT(CASE WHEN "
                + retained.at() + " <= ? AND (" + retained.deletable() + ") THEN 1 END) FROM " + retained.table())) {
            statement.setLong(1, earlier(now, now, retained).toEpochMilli());
            try (ResultSet row = statement.executeQuery()) {
                all = row.getLong(1);
                mayGo = row.getLong(2);
            }
        }
        if (mayGo == 0) {
            return 0;
        }
        double row = (double) pages(connection, retained.table()) / all;
        return Math.max(0, mayGo - Math.round(share / row));
    }

    /** What a table takes with its indexes, in bytes. */
    private static long pages(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT COALESCE(SUM(pgsize), 0) FROM dbstat"
                + " WHERE aggregate = TRUE AND name IN (SELECT name FROM sqlite_master WHERE tbl_name = ?)")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                return row.getLong(1);
            }
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
