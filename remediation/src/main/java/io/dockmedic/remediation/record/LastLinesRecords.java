package io.dockmedic.remediation.record;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.rules.remedy.ListText;
import io.vertx.core.Future;
import java.util.List;

/** What containers wrote before they ended, in the journal. Futures fail as the journal's do. */
public final class LastLinesRecords {
    /** Of how many ends of one incident: the last ones. */
    public static final int MOST = 5;

    private final Journal journal;

    public LastLinesRecords(Journal journal) {
        this.journal = journal;
    }

    /** Keeps it with the incident; of the same end once. */
    public Future<Void> add(String incident, LastLines lines) {
        return journal.write(connection -> {
            Sql.run(connection, "INSERT OR IGNORE INTO remediation_last_lines VALUES (?,?,?,?)", incident, lines.at(),
                    lines.container(), ListText.of(lines.lines()));
            return Sql.run(connection, "DELETE FROM remediation_last_lines WHERE incident = ? AND rowid NOT IN"
                    + " (SELECT rowid FROM remediation_last_lines WHERE incident = ? ORDER BY at DESC LIMIT ?)",
                    incident, incident, MOST);
        }).mapEmpty();
    }

    /** Those of an incident, the oldest first. */
    public Future<List<LastLines>> of(String incident) {
        return journal.read(connection -> Sql.list(connection,
                "SELECT * FROM remediation_last_lines WHERE incident = ? ORDER BY at",
                row -> new LastLines(Sql.instant(row, "at"), row.getString("container"),
                        ListText.read(row.getString("lines")).orElse(List.of())),
                incident));
    }
}
