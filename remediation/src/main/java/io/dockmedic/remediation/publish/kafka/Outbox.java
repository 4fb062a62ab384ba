package io.dockmedic.remediation.publish.kafka;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.Tables;
import io.vertx.core.Future;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is to be published, in the journal: it stays until the brokers have it, and its id for longer. */
public final class Outbox {
    /** The table it needs. */
    public static final Tables TABLES = new Tables(
            "publish",
            List.of("""
                    CREATE TABLE publish_outbox (
                        id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,
                        body TEXT NOT NULL, sent INTEGER NOT NULL);
                    CREATE INDEX publish_outbox_waiting ON publish_outbox(id) WHERE sent = 0
                    """),
            List.of(new Tables.Retained("publish_outbox", "at", "sent = 1", Duration.ZERO)));

    private final Journal journal;

    public Outbox(Journal journal) {
        this.journal = journal;
    }

    /** Keeps it; whether it was not known yet. */
    Future<Boolean> add(Message message, Instant now) {
        return journal.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT OR IGNORE INTO publish_outbox (key, at, body, sent) VALUES (?, ?, ?, 0)")) {
                insert.setString(1, message.key());
                insert.setLong(2, now.toEpochMilli());
                insert.setString(3, message.body());
                return insert.executeUpdate() == 1;
            }
        });
    }

    /** The oldest that wait. */
    Future<List<Waiting>> waiting(int most) {
        return journal.read(connection -> {
            List<Waiting> all = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT id, body FROM publish_outbox WHERE sent = 0 ORDER BY id LIMIT ?")) {
                select.setInt(1, most);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        all.add(new Waiting(rows.getLong(1), rows.getString(2)));
                    }
                }
            }
            return all;
        });
    }

    /** How many wait. */
    Future<Integer> count() {
        return journal.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM publish_outbox WHERE sent = 0")) {
                return row.getInt(1);
            }
        });
    }

    /** These need not be sent any more. */
    Future<Void> sent(List<Waiting> done) {
        return journal.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE publish_outbox SET sent = 1, body = '' WHERE id = ?")) {
                for (Waiting one : done) {
                    update.setLong(1, one.id());
                    update.addBatch();
                }
                return update.executeBatch().length;
            }
        }).mapEmpty();
    }

    /** What was said of incidents, as far back as is kept; empty when nothing is. */
    Future<Optional<Said>> said() {
        return journal.read(connection -> {
            Set<String> fired = new HashSet<>();
            Set<String> resolved = new HashSet<>();
            long since = Long.MAX_VALUE;
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT key, at FROM publish_outbox")) {
                while (rows.next()) {
                    since = Math.min(since, rows.getLong(2));
                    ofIncident(rows.getString(1), CloudEvents.FIRED).ifPresent(fired::add);
                    ofIncident(rows.getString(1), CloudEvents.RESOLVED).ifPresent(resolved::add);
                }
            }
            return since == Long.MAX_VALUE
                    ? Optional.empty()
                    : Optional.of(new Said(Instant.ofEpochMilli(since), fired, resolved));
        });
    }

    private static Optional<String> ofIncident(String key, String end) {
        return key.endsWith(end) ? Optional.of(key.substring(0, key.length() - end.length())) : Optional.empty();
    }
}
