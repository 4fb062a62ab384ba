package io.dockmedic.remediation.diagnose.good;

import io.dockmedic.collectors.base.journal.Journal;
import io.vertx.core.Future;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Optional;

/** The last good run of each service, in the journal. Futures fail as the journal's do. */
public final class GoodRuns {
    private final Journal journal;

    public GoodRuns(Journal journal) {
        this.journal = journal;
    }

    /** The one of a service; empty when none is known. */
    public Future<Optional<GoodRun>> of(String service) {
        return journal.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT container, at, body FROM remediation_good_runs WHERE service = ?")) {
                select.setString(1, service);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(GoodRun.read(service, row.getString("container"),
                                    Instant.ofEpochMilli(row.getLong("at")), row.getString("body")))
                            : Optional.empty();
                }
            }
        });
    }

    /** Takes the place of the service's last one. */
    public Future<Void> save(GoodRun run) {
        return journal.write(connection -> {
            try (PreparedStatement insert = connection
                    .prepareStatement("INSERT OR REPLACE INTO remediation_good_runs VALUES (?,?,?,?)")) {
                insert.setString(1, run.service());
                insert.setString(2, run.container());
                insert.setLong(3, run.at().toEpochMilli());
                insert.setString(4, run.body());
                return insert.executeUpdate();
            }
        }).mapEmpty();
    }
}
