package io.dockmedic.remediation.record;

import io.dockmedic.collectors.base.journal.Journal;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Everything that was removed to make room, in the journal. Futures fail as the journal's do. */
public final class Removals {
    /** What came of what was to be removed: it is gone. */
    public static final String REMOVED = "removed";
    /** It is still there. */
    public static final String LEFT = "left";
    /** Nobody knows. */
    public static final String UNKNOWN = "unknown";

    private final Journal journal;

    public Removals(Journal journal) {
        this.journal = journal;
    }

    /** Writes that it is about to be removed; remove it only when this has completed. */
    public Future<Void> intend(String act, Thing thing, Instant at) {
        return journal.write(connection -> Sql.run(connection,
                "INSERT OR REPLACE INTO remediation_removals VALUES (?,?,?,?,?,?,?,?,?)",
                act, at, thing.kind(), thing.id(), thing.name(), thing.bytes(), Records.OPEN, "", null)).mapEmpty();
    }

    /**
     * Writes what came of it.
     *
     * @param outcome one of the words here
     */
    public Future<Void> came(String act, Thing thing, String outcome, String detail, Instant at) {
        return journal.write(connection -> Sql.run(connection,
                "UPDATE remediation_removals SET outcome = ?, detail = ?, ended = ? WHERE act = ? AND kind = ? AND id = ?",
                outcome, detail, at, act, thing.kind(), thing.id())).mapEmpty();
    }

    /** What the act is known to have removed, in the order in which it went. */
    public Future<List<Thing>> gone(String act) {
        return all(act, REMOVED);
    }

    /** Those of the act of which nobody knows yet what came of them. */
    public Future<List<Thing>> open(String act) {
        return all(act, Records.OPEN);
    }

    private Future<List<Thing>> all(String act, String outcome) {
        return journal.read(connection -> Sql.list(connection,
                "SELECT * FROM remediation_removals WHERE act = ? AND outcome = ? ORDER BY rowid",
                row -> new Thing(row.getString("kind"), row.getString("id"), row.getString("name"),
                        row.getLong("bytes")),
                act, outcome));
    }
}
