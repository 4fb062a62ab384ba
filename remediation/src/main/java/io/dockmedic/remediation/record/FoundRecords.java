package io.dockmedic.remediation.record;

import io.dockmedic.collectors.base.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What was found on containers when incidents of them fired, in the journal. Futures fail as the journal's do. */
public final class FoundRecords {
    private final Journal journal;

    public FoundRecords(Journal journal) {
        this.journal = journal;
    }

    /** Keeps it with the incident; what was found first stays. It can be spared: fails where there is little room, or trouble lately. */
    public Future<Void> add(String incident, Found found) {
        return journal
                .write(connection -> Sql.run(connection, "INSERT OR IGNORE INTO remediation_found VALUES (?,?,?,?)",
                        incident, found.at(), found.container(), found.diagnosis().encode()))
                .mapEmpty();
    }

    /** That of an incident; empty where nothing was looked at, or it is forgotten. */
    public Future<Optional<Found>> of(String incident) {
        return journal.read(connection -> Sql.list(connection, "SELECT * FROM remediation_found WHERE incident = ?",
                row -> new Found(Sql.instant(row, "at"), row.getString("container"),
                        new JsonObject(row.getString("body"))),
                incident).stream().findFirst());
    }
}
