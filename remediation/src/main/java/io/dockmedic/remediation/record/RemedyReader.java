package io.dockmedic.remediation.record;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.remediation.publish.RemedyChange;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from the journal how remedies stood, for whoever shows them. Futures fail as {@link Journal#read} does. */
public final class RemedyReader {
    private static final Logger LOG = LoggerFactory.getLogger(RemedyReader.class);

    private final Journal journal;

    public RemedyReader(Journal journal) {
        this.journal = journal;
    }

    /** The remedies of the newest incidents, at most {@code most}, and besides them all that have not ended. */
    public Future<List<RemedyChange>> latest(int most) {
        return journal.read(connection -> select(
                connection,
                "ended = 0 OR incident IN (SELECT incident FROM remediation_ladders ORDER BY incident DESC LIMIT ?)",
                most));
    }

    /** The remedy of this incident; empty when there is none. */
    public Future<Optional<RemedyChange>> of(String incident) {
        return journal.read(connection -> select(connection, "incident = ?", incident).stream().findFirst());
    }

    private static List<RemedyChange> select(Connection connection, String which, Object value) throws SQLException {
        List<RemedyChange> remedies = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT incident, rule, service, told_at, body FROM remediation_ladders WHERE " + which)) {
            select.setObject(1, value);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    read(row).ifPresent(remedies::add);
                }
            }
        }
        return remedies;
    }

    private static Optional<RemedyChange> read(ResultSet row) throws SQLException {
        long toldAt = row.getLong("told_at");
        Instant told = row.wasNull() ? null : Instant.ofEpochMilli(toldAt);
        try {
            return Optional.of(new LadderRecord(LadderText.read(row.getString("body")), row.getString("rule"),
                    row.getString("service"), told).change());
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("incident", row.getString("incident"))
                    .addKeyValue("reason", e.getMessage())
                    .log("Remedy cannot be read and is left out");
            return Optional.empty();
        }
    }
}
