package io.dockmedic.remediation.question;

import io.dockmedic.rules.remedy.ListText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A question as the API and messages write it. */
public final class QuestionJson {
    private final UnaryOperator<Instant> shown;
    private final UnaryOperator<String> redacted;
    private final String page;

    /**
     * @param shown    a time of ours as the clock on the wall shows it
     * @param redacted a text without secrets
     * @param page     address of the live page, without a slash at its end; empty when it is not known
     */
    public QuestionJson(UnaryOperator<Instant> shown, UnaryOperator<String> redacted, String page) {
        this.shown = shown;
        this.redacted = redacted;
        this.page = page;
    }

    /** All of it. */
    public JsonObject of(Question question) {
        return asked(question)
                .put("state", question.state().word())
                .put("answeredAt", text(question.answered()))
                .put("by", question.by())
                .put("reason", question.reason())
                .put("note", question.note());
    }

    /** As a message asks it: with the ways to answer. */
    public JsonObject inMessage(Question question) {
        JsonObject json = asked(question)
                .put("approve", "dockmedic approve " + question.id())
                .put("reject", "dockmedic reject " + question.id())
                .put("api", "POST /api/v1/approvals/" + question.id());
        return page.isEmpty() ? json : json.put("page", page + "/#approval-" + question.id());
    }

    private JsonObject asked(Question question) {
        Question.About about = question.about();
        return new JsonObject()
                .put("id", question.id())
                .put("incident", about.incident())
                .put("rule", about.rule())
                .put("service", about.service())
                .put("container", new JsonObject().put("id", about.container()).put("name", about.name()))
                .put("action", about.action())
                .put("parameters", parameters(about.parameters()))
                .put("would", about.would())
                .put("calls", new JsonArray(List.copyOf(about.calls())))
                .put("undo", about.undo())
                .put("why", redacted.apply(about.why()))
                .put("since", text(question.since()))
                .put("until", text(question.until()));
    }

    private JsonObject parameters(Map<String, String> parameters) {
        JsonObject json = new JsonObject();
        new TreeMap<>(parameters).forEach((name, value) -> json.put(name, shown(value)));
        return json;
    }

    /** A list as it is written, unless there is a secret in it: what stands beside it says so, and not its own element. */
    private String shown(String value) {
        return ListText.read(value)
                .map(elements -> String.join(" ", elements))
                .filter(line -> !redacted.apply(line).equals(line))
                .map(redacted)
                .orElseGet(() -> redacted.apply(value));
    }

    private @Nullable String text(@Nullable Instant own) {
        return own == null ? null : shown.apply(own).toString();
    }
}
