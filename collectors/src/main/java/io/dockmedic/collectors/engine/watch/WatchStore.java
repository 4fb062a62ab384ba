package io.dockmedic.collectors.engine.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.Tables;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the watch keeps in the journal: one row a container, and how far the stream was read. */
public final class WatchStore {
    /** The tables it needs. */
    public static final Tables TABLES = new Tables(
            "collectors",
            List.of("""
                    CREATE TABLE collectors_containers (id TEXT PRIMARY KEY, memory TEXT NOT NULL);
                    CREATE TABLE collectors_stream (one INTEGER PRIMARY KEY CHECK (one = 1), marker TEXT NOT NULL)
                    """),
            List.of());

    private final Journal journal;
    private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();

    public WatchStore(Journal journal) {
        this.journal = journal;
    }

    /** The text by which a message is found again in the engine's replay. */
    static String marker(EngineMessage message) {
        return message.at() + " " + message.type() + " " + message.id() + " " + message.action();
    }

    Future<Void> save(String id, Memory memory, String marker) {
        String text = write(memory);
        return journal.write(connection -> {
            update(connection, "INSERT INTO collectors_containers (id, memory) VALUES (?, ?)"
                    + " ON CONFLICT (id) DO UPDATE SET memory = excluded.memory", id, text);
            saveMarker(connection, marker);
            return true;
        }).mapEmpty();
    }

    Future<Void> forget(String id, String marker) {
        return journal.write(connection -> {
            update(connection, "DELETE FROM collectors_containers WHERE id = ?", id);
            saveMarker(connection, marker);
            return true;
        }).mapEmpty();
    }

    Future<Void> saveMarker(String marker) {
        return journal.write(connection -> {
            saveMarker(connection, marker);
            return true;
        }).mapEmpty();
    }

    Future<List<Memory>> memories() {
        return journal.read(connection -> {
            List<Memory> memories = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT memory FROM collectors_containers")) {
                while (rows.next()) {
                    memories.add(read(rows.getString(1)));
                }
            }
            return memories;
        });
    }

    /** How far the stream was read; empty when never. */
    public Future<String> marker() {
        return journal.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT marker FROM collectors_stream")) {
                return rows.next() ? rows.getString(1) : "";
            }
        });
    }

    private static void saveMarker(Connection connection, String marker) throws SQLException {
        if (!marker.isEmpty()) {
            update(connection, "INSERT INTO collectors_stream (one, marker) VALUES (1, ?)"
                    + " ON CONFLICT (one) DO UPDATE SET marker = excluded.marker", marker);
        }
    }

    private static void update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private String write(Memory memory) {
        try {
            return json.writeValueAsString(memory);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a memory of plain records cannot fail to serialise", e);
        }
    }

    private Memory read(String text) throws SQLException {
        try {
            return json.readValue(text, Memory.class);
        } catch (JsonProcessingException e) {
            throw new SQLException("collectors_containers holds a row that is not ours", e);
        }
    }
}
