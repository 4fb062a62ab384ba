package io.dockmedic.remediation.record;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.remediation.question.Question;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions to people, in the journal. Futures fail as the journal's do. */
public final class QuestionRecords {
    private final Journal journal;

    public QuestionRecords(Journal journal) {
        this.journal = journal;
    }

    /** Writes how a question stands. */
    public Future<Void> save(Question question) {
        return journal.write(connection -> save(connection, question)).mapEmpty();
    }

    /** What may still matter: what nobody answered, what was approved and not begun, and what open incidents had rejected. */
    public Future<List<Question>> load() {
        return journal.read(connection -> Sql.list(connection, "SELECT * FROM remediation_questions"
                + " WHERE state = 'pending' OR (state = 'approved' AND act = '') OR (state = 'rejected'"
                + " AND incident IN (SELECT incident FROM remediation_ladders WHERE ended = 0)) ORDER BY since",
                QuestionText::read));
    }

    /** One, however it stands; empty when there is none of that id. */
    public Future<Optional<Question>> find(String id) {
        return journal.read(connection -> Sql.list(connection, "SELECT * FROM remediation_questions WHERE id = ?",
                QuestionText::read, id)).map(all -> all.stream().findFirst());
    }

    /** Those that are pending, the oldest first, then the others, the newest first; at most so many of these. */
    public Future<List<AnsweredQuestion>> latest(int most) {
        return journal.read(connection -> Sql.list(connection, "SELECT q.*, a.outcome, a.detail"
                + " FROM remediation_questions q LEFT JOIN remediation_acts a ON a.id = q.act"
                + " WHERE q.state = 'pending' OR q.id IN (SELECT id FROM remediation_questions"
                + " WHERE state <> 'pending' ORDER BY answered DESC LIMIT ?)"
                + " ORDER BY q.state <> 'pending', CASE q.state WHEN 'pending' THEN q.since ELSE -q.answered END",
                row -> new AnsweredQuestion(QuestionText.read(row), text(row.getString("outcome")),
                        text(row.getString("detail"))),
                most));
    }

    static int save(Connection connection, Question question) throws SQLException {
        return Sql.run(connection, "INSERT OR REPLACE INTO remediation_questions VALUES (?,?,?,?,?,?,?,?)",
                question.id(), question.incident(), question.since(), question.until(), question.state().word(),
                question.answered(), question.act(), QuestionText.of(question));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
