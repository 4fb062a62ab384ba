package io.dockmedic.rules.state.recorded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Rows of what was seen, no more of them than allowed. On the journal's thread; those that are old are swept by its retention. */
final class SeenRows {
    /** So many rows are deleted with one that is added, at most: what cannot be spared may wait for it. */
    private static final int FEW = 10;
    /** Of those ahead of the clock, which may be the clock that is behind: then no more is lost by it than it writes. */
    private static final int AHEAD_AT_ONCE = 1;
    /** Seen so much later than now, it was seen by a clock that was ahead. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private final long most;
    private volatile boolean unsure;
    /** As far as is known: retention takes some away unseen. */
    private Size size = Size.UNKNOWN;

    private record Size(long bytes, long events) {
        static final Size UNKNOWN = new Size(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);

        Size plus(Packed packed) {
            return new Size(bytes + packed.body().length, events + packed.events());
        }

        Size minus(long someBytes, long someEvents) {
            return new Size(bytes - someBytes, events - someEvents);
        }

        boolean within(long mostBytes) {
            return bytes <= mostBytes && events <= RecordLimits.EVENTS;
        }
    }

    /** @param most bytes */
    SeenRows(long most) {
        this.most = most;
    }

    /** What was added may not have been written after all. Safe on any thread. */
    void undone() {
        unsure = true;
    }

    /** @param lost how many were not kept since the row before */
    int add(Connection connection, Packed packed, long lost) throws SQLException {
        if (unsure) {
            unsure = false;
            size = Size.UNKNOWN;
        }
        long forgotten = delete(connection, "at > " + packed.at().plus(AHEAD).toEpochMilli(), AHEAD_AT_ONCE);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO rules_seen (at, events, lost, bytes, body) VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, packed.at().toEpochMilli());
            insert.setInt(2, packed.events());
            insert.setLong(3, lost + forgotten);
            insert.setInt(4, packed.body().length);
            insert.setBytes(5, packed.body());
            insert.executeUpdate();
        }
        size = size.equals(Size.UNKNOWN) ? size(connection) : size.plus(packed);
        for (int deleted = 0; deleted < FEW && !size.within(most); deleted++) {
            delete(connection, "TRUE", 1);
        }
        return packed.events();
    }

    /** Deletes the oldest of those, so many at most; returns how many events were in them. */
    private long delete(Connection connection, String those, int count) throws SQLException {
        long events = 0;
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM rules_seen WHERE id IN (SELECT id FROM"
                + " rules_seen WHERE " + those + " ORDER BY id LIMIT " + count + ") RETURNING bytes, events");
                ResultSet row = delete.executeQuery()) {
            while (row.next()) {
                size = size.equals(Size.UNKNOWN) ? size : size.minus(row.getLong(1), row.getLong(2));
                events += row.getLong(2);
            }
        }
        return events;
    }

    private static Size size(Connection connection) throws SQLException {
        try (PreparedStatement sum = connection.prepareStatement(
                "SELECT COALESCE(SUM(bytes), 0), COALESCE(SUM(events), 0) FROM rules_seen");
                ResultSet row = sum.executeQuery()) {
            return new Size(row.getLong(1), row.getLong(2));
        }
    }
}
