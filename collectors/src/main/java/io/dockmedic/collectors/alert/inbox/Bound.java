package io.dockmedic.collectors.alert.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How many alerts are known at the most: beyond that those not seen for longest are forgotten, in the transaction that adds.
 * Counting takes milliseconds, so it is done anew only when there may be too many; retention takes some away too.
 */
final class Bound {
    /** So many go in one transaction at the most: an older journal may hold millions. */
    private static final int PIECE = 5_000;

    private final int most;
    /** Never less than there are, or below 0 where that is not known. */
    private volatile long atMost = -1;

    Bound(int most) {
        this.most = most;
    }

    /** Forgets what is too many, now that {@code fresh} have come; how many. Only on the journal's thread. */
    int after(Connection connection, int fresh) throws SQLException {
        long supposed = atMost < 0 ? Long.MAX_VALUE : atMost + fresh;
        if (supposed <= most) {
            atMost = supposed;
            return 0;
        }
        long known = count(connection);
        int forgotten = 0;
        if (known > most) {
            // Some more than must be, so that it is not counted again each time.
            forgotten = forget(connection, Math.min(PIECE, known - most + Math.min(PIECE, most / 100)));
        }
        atMost = known - forgotten;
        return forgotten;
    }

    /** A transaction was taken back. */
    void unsure() {
        atMost = -1;
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM alerts_known")) {
            return row.getLong(1);
        }
    }

    private static int forget(Connection connection, long many) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM alerts_known WHERE rowid IN"
                + " (SELECT rowid FROM alerts_known ORDER BY seen LIMIT ?)")) {
            statement.setLong(1, many);
            return statement.executeUpdate();
        }
    }
}
