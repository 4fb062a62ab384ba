package io.dockmedic.remediation.record;

import io.dockmedic.collectors.base.journal.Journal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** From which images services were taken back, in the journal. Futures fail as the journal's do. */
public final class Rollbacks {
    private final Journal journal;

    public Rollbacks(Journal journal) {
        this.journal = journal;
    }

    /** Writes that it is about to be done; do it only when this has completed. */
    public Future<Void> begins(Rollback rollback) {
        return journal.write(connection -> Sql.run(connection, """
                INSERT INTO remediation_rollbacks VALUES (?,?,?,?,?,?,?,?,1)
                ON CONFLICT(service, image) DO UPDATE SET onto = excluded.onto, at = excluded.at, act = excluded.act,
                  words = excluded.words, hand = excluded.hand, state = excluded.state, tries = tries + 1""",
                rollback.service(), rollback.image(), rollback.onto(), rollback.at(), rollback.act(), rollback.words(),
                rollback.hand(), Rollback.State.BEGUN.word())).mapEmpty();
    }

    /** What came of it. */
    public Future<Void> came(String act, Rollback.State state) {
        return journal.write(connection -> Sql.run(connection,
                "UPDATE remediation_rollbacks SET state = ? WHERE act = ?", state.word(), act)).mapEmpty();
    }

    /** Nothing of it was done. */
    public Future<Void> notDone(String act) {
        return journal.write(connection -> {
            Sql.run(connection, "DELETE FROM remediation_rollbacks WHERE act = ? AND tries <= 1", act);
            // Only what was put back is begun again.
            return Sql.run(connection, "UPDATE remediation_rollbacks SET tries = tries - 1, state = ? WHERE act = ?",
                    Rollback.State.UNDONE.word(), act);
        }).mapEmpty();
    }

    /** Whether and when a service was taken back from an image; empty when it was not. */
    public Future<Optional<Rollback>> from(String service, String image) {
        return first("SELECT * FROM remediation_rollbacks WHERE service = ? AND image = ?", service, image);
    }

    /** What an act did, or was to do; empty when it did nothing. */
    public Future<Optional<Rollback>> of(String act) {
        return first("SELECT * FROM remediation_rollbacks WHERE act = ?", act);
    }

    private Future<Optional<Rollback>> first(String select, String... values) {
        return journal.read(connection -> {
            List<Rollback> found = Sql.list(connection, select,
                    row -> new Rollback(row.getString("service"), row.getString("image"), row.getString("onto"),
                            Sql.instant(row, "at"), row.getString("act"), row.getString("words"),
                            row.getString("hand"), Rollback.State.of(row.getString("state")), row.getInt("tries")),
                    (Object[]) values);
            return found.stream().findFirst();
        });
    }
}
