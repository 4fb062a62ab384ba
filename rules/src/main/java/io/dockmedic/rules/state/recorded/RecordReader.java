package io.dockmedic.rules.state.recorded;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.script.Scripted;
import io.dockmedic.rules.state.IncidentJson;
import io.vertx.core.Future;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Reads what the rules saw, a piece at a time, so that its length costs no memory. */
public final class RecordReader {
    /** In a row are hundreds of events, and of long ones fewer. */
    private static final int ROWS = 5;

    private final Journal journal;
    private final IncidentJson json;
    /** When the last of the row before was seen. */
    private @Nullable Instant before;

    /**
     * A time of which something is not there.
     *
     * @param from the last that is there before it, or the first after it, was seen then
     */
    public record Hole(Instant from, Instant to) {
        /** Whether something that happened then may be in it. */
        public boolean has(Instant at) {
            return !at.isBefore(from) && !at.isAfter(to);
        }
    }

    /**
     * Some of it.
     *
     * @param events in the order in which they were seen
     * @param next   where the next piece begins
     * @param more   whether there may be one
     * @param lost   how many besides these were seen and not kept, as the journal did not take them
     * @param holes  when that was, and when what cannot be read was seen
     */
    public record Piece(List<Scripted> events, long next, boolean more, long lost, List<Hole> holes) {
        public Piece {
            events = List.copyOf(events);
            holes = List.copyOf(holes);
        }
    }

    public RecordReader(Journal journal, Kinds kinds) {
        this.journal = journal;
        this.json = new IncidentJson(kinds);
    }

    /** When the last was seen; empty where none is recorded, also in a journal of which the program is from before there were any. */
    public Future<Optional<Instant>> newest() {
        return journal.read(connection -> {
            try (Statement statement = connection.createStatement()) {
                try (ResultSet table = statement.executeQuery(
                        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'rules_seen'")) {
                    if (!table.next()) {
                        return Optional.empty();
                    }
                }
                try (ResultSet row = statement.executeQuery("SELECT at FROM rules_seen ORDER BY id DESC LIMIT 1")) {
                    return row.next() ? Optional.of(Instant.ofEpochMilli(row.getLong(1))) : Optional.empty();
                }
            }
        });
    }

    /** When the first row's last of those since was seen; empty without any. */
    public Future<Optional<Instant>> oldest(Instant since) {
        return journal.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT at FROM rules_seen WHERE at >= ? ORDER BY id LIMIT 1")) {
                select.setLong(1, since.toEpochMilli());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(Instant.ofEpochMilli(row.getLong(1))) : Optional.empty();
                }
            }
        });
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
     * @param unreadable told why some are left out, and how many
     */
    public Future<Piece> piece(Instant since, long from, ObjIntConsumer<String> unreadable) {
        return journal.read(connection -> {
            List<Scripted> events = new ArrayList<>();
            long next = from;
            long lost = 0;
            int rows = 0;
            List<Hole> holes = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT id, at, events, body, lost FROM rules_seen WHERE id > ? AND at >= ? ORDER BY id LIMIT "
                            + ROWS)) {
                select.setLong(1, from);
                select.setLong(2, since.toEpochMilli());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        next = row.getLong(1);
                        rows++;
                        lost += row.getLong(5);
                        Instant at = Instant.ofEpochMilli(row.getLong(2));
                        List<Scripted> seen = new Packed(at, row.getInt(3), row.getBytes(4)).unpack(json, unreadable);
                        if (row.getLong(5) > 0 || seen.size() < row.getInt(3)) {
                            holes.add(new Hole(before == null || before.isAfter(at) ? since : before, at));
                        }
                        before = at;
                        seen.stream().filter(one -> !one.seen().isBefore(since)).forEach(events::add);
                    }
                }
            }
            return new Piece(events, next, rows == ROWS, lost, holes);
        });
    }
}
