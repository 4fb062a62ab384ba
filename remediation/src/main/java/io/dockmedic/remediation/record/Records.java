package io.dockmedic.remediation.record;

import io.dockmedic.remediation.decide.Touch;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.intent.LedgerRows;
import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.question.Question;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remediation's words to the journal. Futures fail as the journal's do. */
public final class Records {
    /** Outcome of an act that is under way. */
    public static final String OPEN = "open";
    private static final int MOST = 200;

    private static final String START = "start";

    private final Journal journal;

    public Records(Journal journal) {
        this.journal = journal;
    }

    /** Whether writes are being taken. */
    public boolean writable() {
        return journal.writable();
    }

    /**
     * Writes an intent, and with it the decision for it, where the ladder stands, the entry in the ledger, where it is about a
     * container, and that a person approved it: all of it or nothing. Act only when this has completed.
     *
     * @param approved the question that a person answered with yes; null when nobody was asked
     */
    public Future<Void> intend(ActRecord act, Attempt decision, LadderRecord ladder, @Nullable Question approved) {
        return journal.write(connection -> {
            if (approved != null) {
                QuestionRecords.save(connection, approved.begun(act.id()));
            }
            decided(connection, ladder, act.step(), decision);
            insert(connection, act);
            save(connection, ladder);
            if (!act.container().isEmpty()) {
                LedgerRows.write(connection, act.entry());
            }
            return true;
        }).mapEmpty();
    }

    /** Writes an intent to put back what an act changed, and the entry in the ledger, where it is about a container: both or neither. */
    public Future<Void> intend(ActRecord act) {
        return journal.write(connection -> {
            insert(connection, act);
            if (!act.container().isEmpty()) {
                LedgerRows.write(connection, act.entry());
            }
            return true;
        }).mapEmpty();
    }

    /** Writes that what an act changed need not be put back any more. */
    public Future<Void> returned(String act) {
        return journal.write(connection -> Sql.run(
                connection, "UPDATE remediation_acts SET owes = 0 WHERE id = ?", act)).mapEmpty();
    }

    /** Writes that nothing is left of how an act took its service down. */
    public Future<Void> letGo(String act) {
        return journal.write(connection -> Sql.run(
                connection, "UPDATE remediation_acts SET holds = 0 WHERE id = ?", act)).mapEmpty();
    }

    /** Writes that an act was seen to have taken its container down, and which run of it. */
    public Future<Void> tookDown(String act, Instant run) {
        return journal.write(connection -> Sql.run(
                connection, "UPDATE remediation_acts SET started_before = ?, notes = json_set(notes, '$.' || ?, ?)"
                        + " WHERE id = ?",
                run, ActRecord.SEEN_DOWN, "yes", act)).mapEmpty();
    }

    private static void insert(Connection connection, ActRecord act) throws SQLException {
        Sql.run(connection, "INSERT INTO remediation_acts VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                act.id(), act.at(), act.incident(), act.rule(), act.service(), act.container(), act.action(),
                act.step(), act.attempt(), act.startedBefore(), act.deadline(), OPEN, null, "",
                act.call().equals(START) ? 1 : 0, act.call(), notes(act.notes()), act.owes() ? 1 : 0,
                act.holds() ? 1 : 0);
    }

    /** Writes by when the engine has heard what an act asked for. */
    public Future<Void> heard(String act, Instant by) {
        return note(act, ActRecord.HEARD_BY, Long.toString(by.toEpochMilli()));
    }

    /** Writes why what an act changed may be as somebody wishes it. */
    public Future<Void> doubted(String act, String why) {
        return note(act, ActRecord.DOUBT, why);
    }

    private Future<Void> note(String act, String name, String text) {
        return journal.write(connection -> Sql.run(
                connection, "UPDATE remediation_acts SET notes = json_set(notes, '$.' || ?, ?) WHERE id = ?",
                name, text, act)).mapEmpty();
    }

    /**
     * Writes what came of an act: {@code done}, {@code refused}, {@code undone}, {@code failed} or {@code unknown}. What was refused
     * owes and holds nothing.
     */
    public Future<Void> settle(String act, String outcome, String detail, Instant at) {
        return journal.write(connection -> Sql.run(
                connection, "UPDATE remediation_acts SET outcome = ?, ended = ?, detail = ?,"
                        + " owes = CASE WHEN ? = 'refused' THEN 0 ELSE owes END,"
                        + " holds = CASE WHEN ? = 'refused' THEN 0 ELSE holds END WHERE id = ?",
                outcome, at, detail, outcome, outcome, act)).mapEmpty();
    }

    /** Writes where a ladder stands. */
    public Future<Void> save(LadderRecord ladder) {
        return journal.write(connection -> save(connection, ladder)).mapEmpty();
    }

    /** Has the next start not read a ladder that cannot be read. */
    public Future<Void> passOver(String incident) {
        return journal.write(connection -> Sql.run(connection,
                "UPDATE remediation_ladders SET ended = 1 WHERE incident = ?", incident)).mapEmpty();
    }

    /** Writes a decision, also one to do nothing. */
    public Future<Void> decided(LadderRecord ladder, int step, Attempt decision) {
        return journal.write(connection -> decided(connection, ladder, step, decision)).mapEmpty();
    }

    /** Writes what somebody else did to a service. */
    public Future<Void> touched(String service, Touch touch) {
        return journal.write(connection -> Sql.run(
                connection, "INSERT INTO remediation_touches VALUES (?,?,?,?)",
                service, touch.at(), touch.at().toString(), touch.action())).mapEmpty();
    }

    /** What others did since, by service, oldest first; dated now at the latest. */
    public Future<Map<String, List<Touch>>> touches(Instant since, Instant now) {
        return journal.read(connection -> {
            Map<String, List<Touch>> touches = new HashMap<>();
            Sql.list(connection, "SELECT service, moment, action FROM remediation_touches WHERE at > ? ORDER BY at",
                    row -> {
                        Instant at = Instant.parse(row.getString("moment"));
                        return touches.computeIfAbsent(row.getString("service"), first -> new ArrayList<>())
                                .add(new Touch(at.isAfter(now) ? now : at, row.getString("action")));
                    }, since);
            return touches;
        });
    }

    /** What was before: acts and escalations from {@code since} on, and whatever has not ended. */
    public Future<History> load(Instant since) {
        return journal.read(connection -> {
            List<History.Unreadable> unreadable = new ArrayList<>();
            List<LadderRecord> ladders = new ArrayList<>();
            Sql.list(connection, "SELECT * FROM remediation_ladders WHERE ended = 0 OR at > ? OR told_at > ?",
                    row -> sort(row, ladders, unreadable), since, since);
            return new History(
                    Sql.list(connection, "SELECT * FROM remediation_acts WHERE at > ? ORDER BY at", Records::ended,
                            since),
                    Sql.list(connection, "SELECT * FROM remediation_acts WHERE outcome = ? ORDER BY at", Records::act,
                            OPEN),
                    Sql.list(connection, "SELECT * FROM remediation_acts WHERE owes = 1 AND outcome <> ? ORDER BY at",
                            Records::act, OPEN),
                    Sql.list(connection, "SELECT * FROM remediation_acts WHERE " + RemediationTables.UPDATES
                            + " AND outcome <> 'refused' ORDER BY at", Records::act),
                    Sql.list(connection, "SELECT * FROM remediation_acts WHERE holds = 1 AND outcome <> ? ORDER BY at",
                            Records::act, OPEN),
                    ladders, unreadable,
                    Sql.list(connection, "SELECT * FROM remediation_questions WHERE since > ?", QuestionText::read,
                            since),
                    DeliveryRecords.waiting(connection), DeliveryRecords.pages(connection));
        });
    }

    /** What was done for an incident, oldest first: its latest acts, at most 200. */
    public Future<List<Act>> acts(String incident) {
        return journal.read(connection -> Sql.list(connection, "SELECT * FROM (SELECT * FROM remediation_acts"
                + " WHERE incident = ? ORDER BY at DESC LIMIT ?) ORDER BY at", Records::ended, incident, MOST));
    }

    private static int decided(Connection connection, LadderRecord ladder, int step, Attempt decision)
            throws SQLException {
        return Sql.run(connection, "INSERT INTO remediation_decisions VALUES (?,?,?,?,?,?,?,?,?,?)",
                decision.at(), ladder.ladder().incident(), ladder.rule(), ladder.service(), decision.action(),
                step, decision.number() - 1, decision.verdict(), decision.reason(), decision.detail());
    }

    private static int save(Connection connection, LadderRecord of) throws SQLException {
        Ladder ladder = of.ladder();
        boolean ended = ladder.state().ended() && ladder.resolved();
        return Sql.run(connection, "INSERT OR REPLACE INTO remediation_ladders VALUES (?,?,?,?,?,?,?,?)",
                ladder.incident(), ladder.since(), of.rule(), of.service(), ladder.state().word(), ended ? 1 : 0,
                of.toldAt(), LadderText.of(ladder));
    }

    private static Act ended(ResultSet row) throws SQLException {
        return new Act(act(row), row.getString("outcome"), row.getString("detail"), Sql.optional(row, "ended"));
    }

    private static ActRecord act(ResultSet row) throws SQLException {
        return new ActRecord(row.getString("id"), Sql.instant(row, "at"), row.getString("incident"),
                row.getString("rule"), row.getString("service"), row.getString("container"),
                row.getString("action"), row.getInt("step"), row.getInt("attempt"),
                Sql.optional(row, "started_before"), Sql.instant(row, "deadline"), call(row),
                notes(row.getString("notes")), row.getInt("owes") == 1, row.getInt("holds") == 1);
    }

    /** Before there was a column for it, it was a start or what the action is called. */
    private static String call(ResultSet row) throws SQLException {
        String call = row.getString("call");
        return !call.isEmpty() ? call : row.getInt("starts") == 1 ? START : row.getString("action");
    }

    private static String notes(Map<String, String> notes) {
        JsonObject json = new JsonObject();
        notes.forEach(json::put);
        return json.encode();
    }

    private static Map<String, String> notes(String json) {
        Map<String, String> notes = new HashMap<>();
        new JsonObject(json).forEach(entry -> notes.put(entry.getKey(), String.valueOf(entry.getValue())));
        return notes;
    }

    private static LadderRecord ladder(ResultSet row) throws SQLException {
        return new LadderRecord(LadderText.read(row.getString("body")), row.getString("rule"),
                row.getString("service"), Sql.optional(row, "told_at"));
    }

    /** One that cannot be read must not keep the others from being read. */
    private static boolean sort(ResultSet row, List<LadderRecord> ladders, List<History.Unreadable> unreadable)
            throws SQLException {
        try {
            return ladders.add(ladder(row));
        } catch (RuntimeException e) {
            return unreadable.add(new History.Unreadable(row.getString("incident"), row.getString("service"),
                    row.getInt("ended") == 1, String.valueOf(e.getMessage())));
        }
    }
}
