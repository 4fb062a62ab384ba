package io.dockmedic.rules.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.kind.Kinds;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads incidents from the journal, for whoever shows them. What it gives is as of the last write: an event that has
 * been acknowledged is in it. Futures fail as {@link Journal#read} does.
 */
public final class IncidentReader {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentReader.class);

    private final Journal journal;
    private final IncidentJson json;

    public IncidentReader(Journal journal, Kinds kinds) {
        this.journal = journal;
        this.json = new IncidentJson(kinds);
    }

    /**
     * Those that are resolved, newest first, at most {@code most}, one after the other until {@code taker} wants no more,
     * so that it costs no memory how much was written of them. Ends with how many could be read.
     */
    public Future<Integer> resolved(int most, Predicate<Incident> taker) {
        return journal.read(connection -> select(connection, "WHERE state = 'resolved' ORDER BY id DESC LIMIT ?", most,
                taker));
    }

    /** Those that are not resolved, newest first, one after the other. Ends with how many could be read. */
    public Future<Integer> open(Consumer<Incident> taker) {
        return journal.read(connection -> select(connection, "WHERE state <> ? ORDER BY id DESC", "resolved",
                all(taker)));
    }

    /**
     * Those that are not resolved, and those of which something was written since, oldest first; one after the other, so
     * that it costs no memory how many there are. Ends with how many could be read.
     */
    public Future<Integer> each(Instant since, Consumer<Incident> taker) {
        return journal.read(connection -> select(connection, "WHERE at >= ? OR state <> 'resolved' ORDER BY id",
                since.toEpochMilli(), all(taker)));
    }

    /** The incident of this id. */
    public Future<Optional<Incident>> find(String id) {
        return journal.read(connection -> {
            List<Incident> found = new ArrayList<>();
            select(connection, "WHERE id = ?", id, found::add);
            return found.stream().findFirst();
        });
    }

    private static Predicate<Incident> all(Consumer<Incident> taker) {
        return incident -> {
            taker.accept(incident);
            return true;
        };
    }

    private int select(Connection connection, String which, Object value, Predicate<Incident> taker)
            throws SQLException {
        int count = 0;
        try (PreparedStatement select = connection.prepareStatement("SELECT id, json FROM rules_incident " + which)) {
            select.setObject(1, value);
            try (ResultSet row = select.executeQuery()) {
                boolean more = true;
                while (more && row.next()) {
                    Optional<Incident> incident = read(row.getString(1), row.getString(2));
                    count += incident.isPresent() ? 1 : 0;
                    more = incident.isEmpty() || taker.test(incident.get());
                }
            }
        }
        return count;
    }

    private Optional<Incident> read(String id, String text) {
        try {
            return Optional.of(json.read(text, Incident.class));
        } catch (JsonProcessingException e) {
            LOG.atWarn()
                    .addKeyValue("incident", id)
                    .addKeyValue("reason", e.getOriginalMessage())
                    .log("Incident cannot be read and is left out");
            return Optional.empty();
        }
    }
}
