package io.dockmedic.remediation.record;

import io.dockmedic.collectors.base.journal.Journal;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Everything that was removed to make room, one by one, in the journal. Futures fail as the journal's do. */
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

    /** Writes that these are about to be removed; remove them only when this has completed. */
    public Future<Void> intend(String act, Collection<Thing> things, Instant at) {
        return things.isEmpty()
                ? Future.succeededFuture()
                : journal.write(connection -> {
                    for (Thing thing : things) {
                        Sql.run(connection, "INSERT OR REPLACE INTO remediation_removals VALUES (?,?,?,?,?,?,?,?,?)",
                                act, at, thing.kind(), thing.id(), thing.name(), thing.bytes(), Records.OPEN, "",
                                null);
                    }
                    return true;
                }).mapEmpty();
    }

    /**
     * Writes what came of them, also of what was not known to be among them.
     *
     * @param outcome one of the words here
     */
    public Future<Void> came(String act, Collection<Thing> things, String outcome, String detail, Instant at) {
        return things.isEmpty()
                ? Future.succeededFuture()
                : journal.write(connection -> {
                    for (Thing thing : things) {
                        Sql.run(connection, "INSERT INTO remediation_removals VALUES (?,?,?,?,?,?,?,?,?)"
                                + " ON CONFLICT(act, kind, id) DO UPDATE SET outcome = excluded.outcome,"
                                + " detail = excluded.detail, ended = excluded.ended",
                                act, at, thing.kind(), thing.id(), thing.name(), thing.bytes(), outcome, detail, at);
                    }
                    return true;
                }).mapEmpty();
    }

    /** Those of the act of which nobody knows yet what came of them. */
    public Future<List<Thing>> open(String act) {
        return all(act, Records.OPEN);
    }

    /** Those of the act that are gone. */
    public Future<List<Thing>> removed(String act) {
        return all(act, REMOVED);
    }

    private Future<List<Thing>> all(String act, String outcome) {
        return journal.read(connection -> Sql.list(connection,
                "SELECT * FROM remediation_removals WHERE act = ? AND outcome = ? ORDER BY rowid",
                row -> new Thing(row.getString("kind"), row.getString("id"), row.getString("name"),
                        row.getLong("bytes")),
                act, outcome));
    }
}
