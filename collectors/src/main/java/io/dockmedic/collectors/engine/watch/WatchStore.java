package io.dockmedic.collectors.engine.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.Tables;
import io.dockmedic.collectors.engine.stream.StreamMarker;
import io.dockmedic.collectors.intent.LedgerRows;
import io.dockmedic.collectors.intent.OwnAct;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the watch keeps in the journal: one row a container, and how far the stream was read. */
public final class WatchStore {
    /** The tables it needs. */
    public static final Tables TABLES = new Tables(
            "collectors",
            List.of("""
                    CREATE TABLE collectors_containers (id TEXT PRIMARY KEY, memory TEXT NOT NULL);
                    CREATE TABLE collectors_stream (
                        one INTEGER PRIMARY KEY CHECK (one = 1), at TEXT NOT NULL, identity TEXT NOT NULL)
                    """, """
                    CREATE TABLE collectors_acts (
                        id TEXT PRIMARY KEY, container TEXT NOT NULL, action TEXT NOT NULL, at INTEGER NOT NULL,
                        ended INTEGER)
                    """, """
                    CREATE TABLE collectors_boot (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL)
                    """, """
                    CREATE TABLE collectors_engine (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL)
                    """, """
                    CREATE TABLE collectors_lost (
                        one INTEGER PRIMARY KEY CHECK (one = 1), since TEXT NOT NULL, engine TEXT NOT NULL,
                        ours TEXT NOT NULL)
                    """, """
                    ALTER TABLE collectors_stream ADD COLUMN dated TEXT
                    """),
            List.of(new Tables.Retained("collectors_acts", "at", "ended IS NOT NULL", Duration.ofHours(1))));

    private final Journal journal;
    private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();

    public WatchStore(Journal journal) {
        this.journal = journal;
    }

    Future<Void> save(String id, Memory memory, Optional<StreamMarker> marker) {
        String text = write(memory);
        return journal.write(connection -> {
            update(connection, "INSERT INTO collectors_containers (id, memory) VALUES (?, ?)"
                    + " ON CONFLICT (id) DO UPDATE SET memory = excluded.memory", id, text);
            saveMarker(connection, marker);
            return true;
        }).mapEmpty();
    }

    /** Keeps where an act stands. */
    Future<Void> saveAct(OwnAct act) {
        return journal.write(connection -> {
            LedgerRows.write(connection, act);
            return true;
        }).mapEmpty();
    }

    /** As {@link LedgerRows#read}. */
    Future<List<OwnAct>> acts(Instant from, Instant now) {
        return journal.read(connection -> LedgerRows.read(connection, from, now));
    }

    Future<Void> forget(String id, Optional<StreamMarker> marker) {
        return journal.write(connection -> {
            update(connection, "DELETE FROM collectors_containers WHERE id = ?", id);
            saveMarker(connection, marker);
            return true;
        }).mapEmpty();
    }

    Future<Void> saveMarker(Optional<StreamMarker> marker) {
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

    /** How far the stream was dealt with; empty when never, or when the journal cannot be read. */
    public Future<Optional<StreamMarker>> marker() {
        Future<Optional<StreamMarker>> read = journal.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT at, identity, dated FROM collectors_stream")) {
                return rows.next()
                        ? Optional.of(new StreamMarker(Instant.parse(rows.getString(1)), rows.getString(2),
                                rows.getString(3) == null ? null : Instant.parse(rows.getString(3))))
                        : Optional.empty();
            }
        });
        return read.otherwise(Optional.empty());
    }

    /** In which start of the machine we last compared the world; empty when never, or when it cannot be read. */
    Future<Optional<String>> boot() {
        return only("collectors_boot");
    }

    /** Keeps in which start of the machine the world was compared. */
    Future<Void> saveBoot(String id) {
        return saveOnly("collectors_boot", id);
    }

    /** Which engine we last compared; empty when none, or when it cannot be read. */
    Future<Optional<String>> engine() {
        return only("collectors_engine");
    }

    /** Keeps which engine was compared. */
    Future<Void> saveEngine(String id) {
        return saveOnly("collectors_engine", id);
    }

    /** Since when the engine was out of sight when we ended; empty when it was in sight, or when that cannot be read. */
    Future<Optional<OutOfSight>> outOfSight() {
        Future<Optional<OutOfSight>> read = journal.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT since, engine, ours FROM collectors_lost")) {
                return rows.next()
                        ? Optional.of(new OutOfSight(Instant.parse(rows.getString(1)),
                                Boolean.parseBoolean(rows.getString(2)), Boolean.parseBoolean(rows.getString(3))))
                        : Optional.empty();
            }
        });
        return read.otherwise(Optional.empty());
    }

    /** Keeps since when the engine is out of sight; empty when it is not. */
    Future<Void> saveOutOfSight(Optional<OutOfSight> lost) {
        return journal.write(connection -> {
            if (lost.isPresent()) {
                update(connection,
                        "INSERT OR REPLACE INTO collectors_lost (one, since, engine, ours) VALUES (1, ?, ?, ?)",
                        lost.get().since().toString(), Boolean.toString(lost.get().engine()),
                        Boolean.toString(lost.get().ours()));
            } else {
                update(connection, "DELETE FROM collectors_lost");
            }
            return true;
        }).mapEmpty();
    }

    private Future<Optional<String>> only(String table) {
        Future<Optional<String>> read = journal.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT id FROM " + table)) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        });
        return read.otherwise(Optional.empty());
    }

    private Future<Void> saveOnly(String table, String id) {
        return journal.write(connection -> {
            update(connection, "INSERT OR REPLACE INTO " + table + " (one, id) VALUES (1, ?)", id);
            return true;
        }).mapEmpty();
    }

    private static void saveMarker(Connection connection, Optional<StreamMarker> marker) throws SQLException {
        if (marker.isPresent()) {
            Instant dated = marker.get().dated();
            update(connection, "INSERT OR REPLACE INTO collectors_stream (one, at, identity, dated)"
                    + " VALUES (1, ?, ?, nullif(?, ''))",
                    marker.get().at().toString(), marker.get().identity(), dated == null ? "" : dated.toString());
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
