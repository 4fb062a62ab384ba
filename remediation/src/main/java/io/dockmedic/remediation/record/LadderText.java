package io.dockmedic.remediation.record;

import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.ladder.LadderState;
import io.dockmedic.remediation.ladder.LadderState.Acting;
import io.dockmedic.remediation.ladder.LadderState.Deciding;
import io.dockmedic.remediation.ladder.LadderState.Escalated;
import io.dockmedic.remediation.ladder.LadderState.Exhausted;
import io.dockmedic.remediation.ladder.LadderState.Healed;
import io.dockmedic.remediation.ladder.LadderState.Over;
import io.dockmedic.remediation.ladder.LadderState.Planned;
import io.dockmedic.remediation.ladder.LadderState.Suppressed;
import io.dockmedic.remediation.ladder.LadderState.Unsettled;
import io.dockmedic.remediation.ladder.LadderState.Verifying;
import io.dockmedic.remediation.ladder.LadderState.Waiting;
import io.dockmedic.remediation.ladder.LadderState.Yielded;
import io.dockmedic.remediation.publish.Attempt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A ladder as the journal keeps it, and back. */
final class LadderText {
    private static final Map<String, Function<JsonObject, LadderState>> STATES = Map.ofEntries(
            Map.entry("planned", json -> new Planned()),
            Map.entry("waiting", json -> new Waiting(
                    Instant.parse(json.getString("until")), reason(json), json.getString("detail", ""))),
            Map.entry("deciding", json -> new Deciding()),
            Map.entry("acting", json -> new Acting(json.getString("act"))),
            Map.entry("unsettled", json -> new Unsettled(json.getString("act"))),
            Map.entry("verifying", json -> new Verifying(json.getString("act"))),
            Map.entry("healed", json -> new Healed(json.getString("detail", ""))),
            Map.entry("escalated", json -> new Escalated()),
            Map.entry("suppressed", json -> new Suppressed(
                    Reason.valueOf(json.getString("reason")), json.getString("detail", ""))),
            Map.entry("yielded", json -> new Yielded(json.getString("detail", ""))),
            Map.entry("over", json -> new Over(json.getString("detail", ""))),
            Map.entry("exhausted", json -> new Exhausted(json.getString("detail", ""))));

    private LadderText() {}

    static String of(Ladder ladder) {
        JsonObject json = new JsonObject()
                .put("incident", ladder.incident())
                .put("step", ladder.step())
                .put("attempt", ladder.attempt())
                .put("retries", ladder.retries())
                .put("resolved", ladder.resolved())
                .put("escalated", ladder.escalated())
                .put("heard", ladder.heard())
                .put("resets", ladder.resets())
                .put("approved", ladder.approved())
                .put("since", ladder.since().toString())
                .put("attempts", new JsonArray(ladder.attempts().stream().map(LadderText::attempt).toList()))
                .put("state", ladder.state().word())
                .put("detail", ladder.state().detail());
        switch (ladder.state()) {
            case Waiting waiting -> {
                json.put("until", waiting.until().toString());
                if (waiting.reason() != null) {
                    json.put("reason", waiting.reason().name());
                }
            }
            case Acting acting -> json.put("act", acting.act());
            case Unsettled unsettled -> json.put("act", unsettled.act());
            case Verifying verifying -> json.put("act", verifying.act());
            case Suppressed suppressed -> json.put("reason", suppressed.reason().name());
            default -> {
                // The others are known by their word and detail.
            }
        }
        return json.encode();
    }

    static Ladder read(String text) {
        JsonObject json = new JsonObject(text);
        Function<JsonObject, LadderState> state = STATES.get(json.getString("state"));
        if (state == null) {
            throw new IllegalArgumentException("unknown ladder state " + json.getString("state"));
        }
        List<Attempt> attempts = json.getJsonArray("attempts")
                .stream()
                .map(JsonObject.class::cast)
                .map(LadderText::attempt)
                .toList();
        return new Ladder(
                json.getString("incident"), json.getInteger("step"), json.getInteger("attempt"),
                json.getInteger("retries"), state.apply(json), json.getBoolean("resolved"),
                json.getBoolean("escalated"), json.getBoolean("heard", json.getBoolean("escalated")),
                json.getInteger("resets", 0), json.getBoolean("approved", false), attempts,
                Instant.parse(json.getString("since")));
    }

    private static @Nullable Reason reason(JsonObject json) {
        String name = json.getString("reason");
        return name == null ? null : Reason.valueOf(name);
    }

    private static JsonObject attempt(Attempt attempt) {
        return new JsonObject()
                .put("at", attempt.at().toString())
                .put("action", attempt.action())
                .put("number", attempt.number())
                .put("verdict", attempt.verdict())
                .put("reason", attempt.reason())
                .put("detail", attempt.detail())
                .put("outcome", attempt.outcome());
    }

    private static Attempt attempt(JsonObject json) {
        return new Attempt(
                Instant.parse(json.getString("at")), json.getString("action"), json.getInteger("number"),
                json.getString("verdict"), json.getString("reason"), json.getString("detail"),
                json.getString("outcome"));
    }
}
