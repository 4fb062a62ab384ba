package io.dockmedic.collectors.intent;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in the journal. Whoever acts writes the beginning, in the transaction of its intent, so that neither is there
 * without the other; the engine watch writes how it went on.
 */
public final class LedgerRows {
    private LedgerRows() {}

    /** Writes where the act stands. One of which nothing came is forgotten. */
    public static void write(Connection connection, OwnAct act) throws SQLException {
        long at = act.at().toEpochMilli();
        switch (act.phase()) {
            case BEGINS -> run(connection,
                    "INSERT OR REPLACE INTO collectors_acts (id, container, action, at) VALUES (?, ?, ?, ?)",
                    act.id(), act.containerId(), act.action(), at);
            case ENDED -> run(connection, "UPDATE collectors_acts SET ended = ? WHERE id = ?", at, act.id());
            case VOID -> run(connection, "DELETE FROM collectors_acts WHERE id = ?", act.id());
        }
    }

    /** The acts begun from {@code from} to {@code now}, each with its beginning and, where it is known, its end, in order. */
    public static List<OwnAct> read(Connection connection, Instant from, Instant now) throws SQLException {
        List<OwnAct> acts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT id, container, action, at, ended FROM collectors_acts WHERE at BETWEEN ? AND ? ORDER BY at")) {
            statement.setLong(1, from.toEpochMilli());
            statement.setLong(2, now.toEpochMilli());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    OwnAct begins = new OwnAct(rows.getString(1), rows.getString(2), rows.getString(3),
                            Instant.ofEpochMilli(rows.getLong(4)), OwnAct.Phase.BEGINS);
                    acts.add(begins);
                    long ended = rows.getLong(5);
                    if (!rows.wasNull()) {
                        acts.add(begins.ended(Instant.ofEpochMilli(ended)));
                    }
                }
            }
        }
        return acts;
    }

    private static void run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
