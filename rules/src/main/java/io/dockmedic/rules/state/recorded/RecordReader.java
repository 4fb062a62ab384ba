package io.dockmedic.rules.state.recorded;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.script.Scripted;
import io.dockmedic.rules.state.IncidentJson;
import io.vertx.core.Future;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads what the rules saw, a piece at a time, so that its length costs no memory. */
public final class RecordReader {
    private static final int ROWS = 20;

    private final Journal journal;
    private final IncidentJson json;

    /**
     * Some of it.
     *
     * @param events in the order in which they were seen
     * @param next   where the next piece begins
     * @param more   whether there may be one
     */
    public record Piece(List<Scripted> events, long next, boolean more) {
        public Piece {
            events = List.copyOf(events);
        }
    }

    public RecordReader(Journal journal, Kinds kinds) {
        this.journal = journal;
        this.json = new IncidentJson(kinds);
    }

    /** How many were seen since, about. */
    public Future<Long> count(Instant since) {
        return journal.read(connection -> {
            try (PreparedStatement sum = connection.prepareStatement(
                    "SELECT COALESCE(SUM(events), 0) FROM rules_seen WHERE at >= ?")) {
                sum.setLong(1, since.toEpochMilli());
                try (ResultSet row = sum.executeQuery()) {
                    return row.getLong(1);
                }
            }
        });
    }

    /**
     * What was seen since.
     *
     * @param from       0, or where the piece before ended
     * @param unreadable told why one is left out
     */
    public Future<Piece> piece(Instant since, long from, Consumer<String> unreadable) {
        return journal.read(connection -> {
            List<Scripted> events = new ArrayList<>();
            long next = from;
            int rows = 0;
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT id, at, events, body FROM rules_seen WHERE id > ? AND at >= ? ORDER BY id LIMIT " + ROWS)) {
                select.setLong(1, from);
                select.setLong(2, since.toEpochMilli());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        next = row.getLong(1);
                        rows++;
                        new Packed(Instant.ofEpochMilli(row.getLong(2)), row.getInt(3), row.getBytes(4))
                                .unpack(json, unreadable)
                                .stream()
                                .filter(one -> !one.seen().isBefore(since))
                                .forEach(events::add);
                    }
                }
            }
            return new Piece(events, next, rows == ROWS);
        });
    }
}
