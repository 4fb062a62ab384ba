package io.dockmedic.collectors.alert.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dockmedic.collectors.alert.payload.Incoming;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.Tables;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Alerts in the journal: which are known, and which rules have not been told of yet. */
public final class AlertStore {
    /** The tables it needs. Alertmanager repeats itself for as long as it remembers: five days. */
    public static final Tables TABLES = new Tables(
            "alerts",
            List.of("""
                    CREATE TABLE alerts_known (
                        fingerprint TEXT NOT NULL, starts TEXT NOT NULL, resolved INTEGER NOT NULL,
                        seen INTEGER NOT NULL, PRIMARY KEY (fingerprint, starts));
                    CREATE TABLE alerts_waiting (
                        id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, alert TEXT NOT NULL)
                    """,
                    "CREATE INDEX alerts_known_seen ON alerts_known (seen)"),
            List.of(new Tables.Retained("alerts_known", "seen", "1", Duration.ofDays(6))));

    /** So many go at a time, and two for each that comes. */
    private static final int PIECE = 50;

    /** It is looked at after so large a part of them was added. */
    private static final int SHARE = 40;

    /** What a row takes besides its text. */
    private static final int ROW = 100;

    /** More are not remembered: some 40 MiB. */
    private static final int MOST_KNOWN = 200_000;

    private final Journal journal;
    private final int mostKnown;
    /** How many may have been added since it was last seen that there are not too many. */
    private final AtomicInteger added = new AtomicInteger();
    /** How many are to go. */
    private final AtomicInteger tooMany = new AtomicInteger();
    /** The first that was added since our start: all before it wait from before. */
    private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public AlertStore(Journal journal) {
        this(journal, MOST_KNOWN);
    }

    /** @param mostKnown remembered at a time, and a fortieth more */
    AlertStore(Journal journal, int mostKnown) {
        this.journal = journal;
        this.mostKnown = mostKnown;
    }

    /** An alert with the text it is kept as, and when it came. */
    record Text(Incoming alert, Instant at, String json) {
        long room() {
            return json.length() + (long) ROW;
        }
    }

    /** As it is kept. */
    Text text(Arrival arrival) {
        try {
            return new Text(arrival.what(), arrival.at(),
                    json.writerFor(Incoming.class).writeValueAsString(arrival.what()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts can be written", e);
        }
    }

    /** Keeps those that say something new, all of them or none; gives these. */
    Future<List<Text>> add(List<Text> alerts, Instant now) {
        return journal.write(connection -> {
            List<Text> fresh = new ArrayList<>();
            for (Text alert : alerts) {
                if (isNew(connection, alert.alert(), now)) {
                    keep(connection, alert);
                    fresh.add(alert);
                }
            }
            forget(connection, fresh.size());
            return fresh;
        });
    }

    /** The oldest that wait, after {@code last}. */
    Future<List<Waiting>> waiting(long last, int most) {
        return journal.read(connection -> {
            List<Waiting> all = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT id, at, alert FROM alerts_waiting WHERE id > ? ORDER BY id LIMIT ?")) {
                statement.setLong(1, last);
                statement.setInt(2, most);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        String text = rows.getString(3);
                        all.add(new Waiting(rows.getLong(1), Instant.ofEpochMilli(rows.getLong(2)),
                                read(text), text.length() + (long) ROW));
                    }
                }
            }
            return all;
        });
    }

    /** Rules know of those up to {@code last}. */
    Future<Void> told(long last) {
        return journal.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "DELETE FROM alerts_waiting WHERE id <= ?")) {
                statement.setLong(1, last);
                return statement.executeUpdate();
            }
        }).mapEmpty();
    }

    /** The room that all take that wait from before our start; of which none may have been told yet. */
    Future<Long> room() {
        return journal.read(connection -> {
            long newest = number(connection, "SELECT COALESCE(MAX(id), 0) FROM alerts_waiting");
            // Looked at only now: whatever of ours is there already has set it.
            long last = Math.min(newest, first.get() - 1);
            return number(connection, "SELECT COALESCE(SUM(LENGTH(alert) + " + ROW
                    + "), 0) FROM alerts_waiting WHERE id <= " + last);
        });
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet one = statement.executeQuery(query)) {
            return one.getLong(1);
        }
    }

    private @Nullable Incoming read(String text) {
        try {
            return json.readValue(text, Incoming.class);
        } catch (JsonProcessingException another) {
            return null;
        }
    }

    /** Firing is news once, and being resolved is; what fires again since the same moment is told late. */
    private static boolean isNew(Connection connection, Incoming alert, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR IGNORE INTO alerts_known"
                + " (fingerprint, starts, resolved, seen) VALUES (?, ?, ?, ?)");
                PreparedStatement update = connection.prepareStatement("UPDATE alerts_known SET seen = ?,"
                        + " resolved = MAX(resolved, ?) WHERE fingerprint = ? AND starts = ? AND resolved < ?")) {
            insert.setString(1, alert.thing());
            insert.setString(2, alert.occasion());
            insert.setBoolean(3, alert.end());
            insert.setLong(4, now.toEpochMilli());
            if (insert.executeUpdate() == 1) {
                return true;
            }
            update.setLong(1, now.toEpochMilli());
            update.setBoolean(2, alert.end());
            update.setString(3, alert.thing());
            update.setString(4, alert.occasion());
            update.setBoolean(5, alert.end());
            if (update.executeUpdate() == 1) {
                return true;
            }
        }
        try (PreparedStatement seen = connection.prepareStatement(
                "UPDATE alerts_known SET seen = ? WHERE fingerprint = ? AND starts = ?")) {
            seen.setLong(1, now.toEpochMilli());
            seen.setString(2, alert.thing());
            seen.setString(3, alert.occasion());
            seen.executeUpdate();
            return false;
        }
    }

    /** Those that were not sent for the longest time, where there are too many: a few at each time, so that nothing waits for it. */
    private void forget(Connection connection, int fresh) throws SQLException {
        if (added.addAndGet(fresh) > mostKnown / SHARE) {
            try (Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM alerts_known")) {
                tooMany.set(count.getInt(1) - mostKnown);
            }
            added.set(0);
        }
        int now = Math.min(tooMany.get(), PIECE + 2 * fresh);
        if (now > 0) {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM alerts_known WHERE rowid IN"
                    + " (SELECT rowid FROM alerts_known ORDER BY seen LIMIT ?)")) {
                delete.setInt(1, now);
                tooMany.addAndGet(-delete.executeUpdate());
            }
        }
    }

    private void keep(Connection connection, Text alert) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO alerts_waiting (at, alert) VALUES (?, ?) RETURNING id")) {
            insert.setLong(1, alert.at().toEpochMilli());
            insert.setString(2, alert.json());
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    first.accumulateAndGet(row.getLong(1), Math::min);
                }
            }
        }
    }
}
