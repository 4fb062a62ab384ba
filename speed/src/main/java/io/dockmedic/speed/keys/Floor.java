package io.dockmedic.speed.keys;

import io.dockmedic.collectors.base.journal.Journal;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the same rows take with nothing of ours about them: bytes that are there already, into the same table, and bytes back. */
final class Floor {
    private static final int BATCH = 500;

    private record Row(String rule, String temporal, String key, ByteBuffer json) {}

    private final List<Row> rows = new ArrayList<>();

    private Floor() {}

    /** Of the rows that are in the journal. */
    static Future<Floor> of(Journal journal) {
        return journal.read(connection -> {
            Floor floor = new Floor();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT rule, temporal, key, json FROM rules_state ORDER BY rule, temporal, key");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    floor.rows.add(new Row(row.getString(1), row.getString(2), row.getString(3),
                            ByteBuffer.wrap(row.getBytes(4))));
                }
            }
            return floor;
        });
    }

    /** In the order of the table, in one transaction. */
    Future<Integer> write(Journal journal) {
        return journal.write(this::insert);
    }

    private int insert(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO rules_state (rule, temporal, key, json) VALUES (?, ?, ?, CAST(? AS TEXT))")) {
            int waiting = 0;
            for (Row row : rows) {
                insert.setString(1, row.rule());
                insert.setString(2, row.temporal());
                insert.setString(3, row.key());
                insert.setBytes(4, row.json().array());
                insert.addBatch();
                if (++waiting == BATCH) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            insert.executeBatch();
        }
        return rows.size();
    }

    /** All of it, and how many bytes the rows have. */
    static Future<Long> read(Journal journal) {
        return journal.read(connection -> {
            long bytes = 0;
            try (PreparedStatement select = connection.prepareStatement("SELECT key, json FROM rules_state");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    bytes += row.getString(1).length() + row.getBytes(2).length;
                }
            }
            return bytes;
        });
    }
}
