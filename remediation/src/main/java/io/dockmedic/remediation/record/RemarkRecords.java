package io.dockmedic.remediation.record;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.remediation.remark.Remark;
import io.vertx.core.Future;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** What people say of incidents, in the journal. Futures fail as the journal's do. */
public final class RemarkRecords {
    private static final int MOST = 200;

    private final Journal journal;

    public RemarkRecords(Journal journal) {
        this.journal = journal;
    }

    /** Writes one down. */
    public Future<Void> add(Remark remark) {
        return journal.write(connection -> Sql.run(connection, "INSERT INTO remediation_remarks VALUES (?,?,?,?,?,0)",
                remark.incident(), remark.at(), remark.kind().word(), remark.by(), remark.note())).mapEmpty();
    }

    /** Writes that an incident is over: should it fire again, nobody has acknowledged it. */
    public Future<Void> over(String incident) {
        return journal.write(connection -> Sql.run(connection,
                "UPDATE remediation_remarks SET over = 1 WHERE incident = ?", incident)).mapEmpty();
    }

    /** Writes that who answered something for an incident does not know what became of it since. */
    public Future<Void> outdated(String incident) {
        return journal.write(connection -> Sql.run(connection,
                "UPDATE remediation_remarks SET over = 1 WHERE incident = ? AND kind = 'answer'", incident)).mapEmpty();
    }

    /** The newest of an incident, at most 200, the oldest first. */
    public Future<List<Remark>> of(String incident) {
        return journal.read(connection -> Sql.list(connection, "SELECT * FROM (SELECT *, rowid AS number"
                + " FROM remediation_remarks WHERE incident = ? ORDER BY at DESC, rowid DESC LIMIT ?)"
                + " ORDER BY at, number", RemarkRecords::remark, incident, MOST));
    }

    /** Who knows of incidents that were not over, the first first. */
    public Future<List<Remark>> acknowledged() {
        return journal.read(connection -> Sql.list(connection, "SELECT * FROM remediation_remarks"
                + " WHERE kind <> 'note' AND over = 0 ORDER BY at, rowid", RemarkRecords::remark));
    }

    private static Remark remark(ResultSet row) throws SQLException {
        return new Remark(row.getString("incident"), Sql.instant(row, "at"),
                Remark.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)), row.getString("author"),
                row.getString("note"));
    }
}
