package io.dockmedic.remediation.record;

import io.dockmedic.remediation.question.Question;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A question as the journal keeps it, and back. */
final class QuestionText {
    private QuestionText() {}

    /** What has no column of its own. */
    static String of(Question question) {
        Question.About about = question.about();
        JsonObject parameters = new JsonObject();
        about.parameters().forEach(parameters::put);
        return new JsonObject()
                .put("rule", about.rule())
                .put("step", about.step())
                .put("service", about.service())
                .put("container", about.container())
                .put("name", about.name())
                .put("action", about.action())
                .put("parameters", parameters)
                .put("would", about.would())
                .put("calls", new JsonArray(about.calls()))
                .put("undo", about.undo())
                .put("why", about.why())
                .put("by", question.by())
                .put("reason", question.reason())
                .put("note", question.note())
                .encode();
    }

    static Question read(ResultSet row) throws SQLException {
        JsonObject body = new JsonObject(row.getString("body"));
        Map<String, String> parameters = body.getJsonObject("parameters")
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
        return new Question(row.getString("id"),
                new Question.About(row.getString("incident"), body.getString("rule"), body.getInteger("step"),
                        body.getString("service"), body.getString("container"), body.getString("name"),
                        body.getString("action"), parameters, body.getString("would"),
                        body.getJsonArray("calls").stream().map(String::valueOf).toList(), body.getString("undo"),
                        body.getString("why")),
                Sql.instant(row, "since"), Sql.instant(row, "until"),
                Question.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Sql.optional(row, "answered"), body.getString("by"), body.getString("reason"),
                body.getString("note"), row.getString("act"));
    }
}
