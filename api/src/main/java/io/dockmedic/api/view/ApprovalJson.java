package io.dockmedic.api.view;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.question.QuestionJson;
import io.dockmedic.remediation.record.AnsweredQuestion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** What people are asked, as the API shows it. */
public final class ApprovalJson {
    private final QuestionJson json;

    /** @param shown a time of ours as the clock on the wall shows it */
    public ApprovalJson(UnaryOperator<Instant> shown) {
        this.json = new QuestionJson(shown, new Redactor()::line, "");
    }

    /** All of them, in their order. */
    public JsonObject of(List<AnsweredQuestion> all) {
        return new JsonObject()
                .put("pending", all.stream().filter(one -> one.question().pending()).count())
                .put("approvals", new JsonArray(all.stream().map(this::of).toList()));
    }

    /** One. */
    public JsonObject of(Question question) {
        return json.of(question);
    }

    private JsonObject of(AnsweredQuestion one) {
        return of(one.question()).put("outcome", one.outcome()).put("detail", one.detail());
    }
}
