package io.dockmedic.rules.state.recorded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Rows of what was seen, no more of them than allowed. On the journal's thread; those that are old are swept by its retention. */
final class SeenRows {
    /** When there is too much, so much goes that the next row is not too much again. */
    private static final double LEAVES = 0.95;
    private static final int CHUNK = 500;
    private static final int FEW = 50;
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

        boolean within(long mostBytes, double part) {
            return bytes <= mostBytes * part && events <= RecordLimits.EVENTS * part;
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
        forgetAhead(connection, packed.at().plus(AHEAD));
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO rules_seen (at, events, lost, bytes, body) VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, packed.at().toEpochMilli());
            insert.setInt(2, packed.events());
            insert.setLong(3, lost);
            insert.setInt(4, packed.body().length);
            insert.setBytes(5, packed.body());
            insert.executeUpdate();
        }
        size = size.plus(packed);
        if (!size.within(most, 1)) {
            size = size(connection);
            if (!size.within(most, 1)) {
                shrink(connection);
            }
        }
        return packed.events();
    }

    /** What is ahead of the clock would not grow old; a few at a time. */
    private void forgetAhead(Connection connection, Instant of) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM rules_seen WHERE id IN"
                + " (SELECT id FROM rules_seen WHERE at > ? LIMIT " + FEW + ")")) {
            delete.setLong(1, of.toEpochMilli());
            if (delete.executeUpdate() > 0) {
                size = Size.UNKNOWN;
            }
        }
    }

    private void shrink(Connection connection) throws SQLException {
        long last = Long.MIN_VALUE;
        Size left = size;
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id, bytes, events FROM rules_seen ORDER BY id LIMIT " + CHUNK);
                ResultSet row = select.executeQuery()) {
            while (!left.within(most, LEAVES) && row.next()) {
                last = row.getLong(1);
                left = new Size(left.bytes() - row.getLong(2), left.events() - row.getLong(3));
            }
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM rules_seen WHERE id <= ?")) {
            delete.setLong(1, last);
            delete.executeUpdate();
        }
        size = left;
    }

    private static Size size(Connection connection) throws SQLException {
        try (PreparedStatement sum = connection.prepareStatement(
                "SELECT COALESCE(SUM(bytes), 0), COALESCE(SUM(events), 0) FROM rules_seen");
                ResultSet row = sum.executeQuery()) {
            return new Size(row.getLong(1), row.getLong(2));
        }
    }
}
