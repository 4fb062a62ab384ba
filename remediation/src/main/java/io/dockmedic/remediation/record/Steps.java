package io.dockmedic.remediation.record;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.intent.LedgerRows;
import io.dockmedic.collectors.intent.OwnAct;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far an act of several calls has come, in the notes of its row. Futures fail as the journal's do. */
public final class Steps {
    private final Journal journal;

    public Steps(Journal journal) {
        this.journal = journal;
    }

    /** Writes notes, and with them the ledger's entry of the call that they are about: both or neither. Call only after that. */
    public Future<Void> begins(String act, Map<String, String> notes, OwnAct call) {
        return journal.write(connection -> {
            write(connection, act, notes);
            LedgerRows.write(connection, call);
            return true;
        }).mapEmpty();
    }

    /** Writes notes: over those of the same names, beside the others. */
    public Future<Void> note(String act, Map<String, String> notes) {
        return journal.write(connection -> {
            write(connection, act, notes);
            return true;
        }).mapEmpty();
    }

    /** All notes of an act; empty where there is no such act. */
    public Future<Map<String, String>> notes(String act) {
        return journal.read(connection -> {
            Map<String, String> notes = new HashMap<>();
            List<String> rows = Sql.list(connection, "SELECT notes FROM remediation_acts WHERE id = ?",
                    row -> row.getString(1), act);
            rows.forEach(row -> new JsonObject(row).forEach(
                    note -> notes.put(note.getKey(), String.valueOf(note.getValue()))));
            return Map.copyOf(notes);
        });
    }

    private static void write(Connection connection, String act, Map<String, String> notes) throws SQLException {
        for (Map.Entry<String, String> note : notes.entrySet()) {
            Sql.run(connection, "UPDATE remediation_acts SET notes = json_set(notes, '$.' || ?, ?) WHERE id = ?",
                    note.getKey(), note.getValue(), act);
        }
    }
}
