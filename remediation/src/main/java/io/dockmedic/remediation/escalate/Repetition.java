package io.dockmedic.remediation.escalate;

import io.dockmedic.remediation.record.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A message as it is sent again, version 1; described in {@code docs/remediation.md}. As it was, with what is asked now, and of a
 * storm with only what nobody acknowledged.
 */
final class Repetition {
    private static final String APPROVALS = "approvals";
    private static final String HELD = "held";
    private static final String COUNT = "held_count";
    private static final String INCIDENTS = "incidents";

    private final Function<String, List<JsonObject>> asked;
    private final UnaryOperator<Instant> shown;

    /**
     * @param asked what people are asked for an incident
     * @param shown times as the receiver's clock shows them
     */
    Repetition(Function<String, List<JsonObject>> asked, UnaryOperator<Instant> shown) {
        this.asked = asked;
        this.shown = shown;
    }

    /** For who was told before; {@code page} is told once more already. */
    JsonObject again(Page page, List<String> open) {
        return sent(page, key(page), open, page.last())
                .put("repeat", page.times())
                .put("first_told_at", shown.apply(page.since()).toString());
    }

    /** For who comes next. */
    JsonObject handedOn(Page page, List<String> open, Instant now) {
        return sent(page, page.key(), open, now)
                .put("first_told_at", shown.apply(page.since()).toString())
                .put("unacknowledged_by", page.receiver());
    }

    /** For who is told in the place of who should have been. */
    JsonObject instead(Page page, List<String> open, Instant now) {
        return sent(page, page.key(), open, now);
    }

    /** What makes it the same message: that which is told again, and the how-manieth time that is. */
    static String key(Page page) {
        return page.key() + (page.times() == 0 ? "" : ".again" + page.times());
    }

    /** Whether that is something told afresh, after somebody's act, say, and no more of the same. */
    static boolean afresh(Page before, String key) {
        return !reset(before.key()).equals(reset(key));
    }

    /** What follows the rung, or the number of incidents. */
    private static String reset(String key) {
        int dot = key.indexOf('.', key.lastIndexOf('/'));
        return dot < 0 ? "" : key.substring(dot);
    }

    /** The same message with what is asked now: what was answered meanwhile is not asked any more. */
    JsonObject askedNow(Page page) {
        JsonObject body = new JsonObject(page.body());
        body.remove(APPROVALS);
        List<JsonObject> questions = asked.apply(page.about());
        if (!questions.isEmpty()) {
            body.put(APPROVALS, new JsonArray(questions));
        }
        return body;
    }

    private JsonObject sent(Page page, String key, List<String> open, Instant now) {
        JsonObject body = askedNow(page)
                .put("idempotency_key", key)
                .put("at", shown.apply(now).toString());
        if (body.containsKey(HELD)) {
            JsonArray before = body.getJsonArray(HELD);
            JsonArray left = held(before, open);
            int unnamed = body.getInteger(COUNT, before.size()) - before.size();
            body.put(HELD, left).put(COUNT, left.size() + unnamed);
        }
        return body;
    }

    private static JsonArray held(JsonArray before, List<String> open) {
        JsonArray left = new JsonArray();
        for (int i = 0; i < before.size(); i++) {
            JsonObject service = before.getJsonObject(i);
            List<Object> incidents = service.getJsonArray(INCIDENTS)
                    .stream()
                    .filter(one -> open.contains(((JsonObject) one).getString("id")))
                    .toList();
            if (!incidents.isEmpty()) {
                left.add(service.copy().put(INCIDENTS, new JsonArray(incidents)));
            }
        }
        return left;
    }
}
