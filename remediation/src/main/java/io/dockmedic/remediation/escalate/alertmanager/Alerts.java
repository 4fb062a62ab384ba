package io.dockmedic.remediation.escalate.alertmanager;

import io.dockmedic.remediation.escalate.Heartbeats;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.stream.Collectors;

/** What messages are as alerts. The labels of one that fires and of the one that says that it is over are the same. */
final class Alerts {
    private static final String STORM = "storm";

    private Alerts() {}

    static JsonArray ofIncident(Telling telling, Instant endsAt) {
        JsonObject incident = telling.message().getJsonObject("incident");
        Instant fired = incident.getInstant("fired_at");
        JsonObject group = telling.message().getJsonObject("group", new JsonObject());
        return new JsonArray().add(new Alert(telling, incident.getString("rule"), incident.getString("id"))
                .label("key", incident.getString("key"))
                .labels(incident.getJsonObject("labels"))
                .label("group", group.getString("name", ""))
                .label("tier", group.getString("tier", ""))
                .annotations(incident.getJsonObject("annotations"))
                .annotation("service", telling.message().getString("service", ""))
                .annotation("tried", tried(telling.message().getJsonArray("attempts", new JsonArray())))
                .annotation("first_error", firstError(telling.message()))
                .annotation("approve", approvals(telling.message().getJsonArray("approvals", new JsonArray())))
                .from(fired == null ? incident.getInstant("active_at") : fired, endsAt));
    }

    static JsonArray ofStorm(Telling telling, Instant endsAt) {
        return new JsonArray().add(storm(telling, "DockmedicStorm", "critical")
                .annotation("services", services(telling))
                .from(since(telling), endsAt));
    }

    /** That the storm is over, and, for as long as it is, what is still wrong. */
    static JsonArray ofStormOver(Telling telling) {
        JsonArray alerts = ofStorm(telling, telling.ended());
        JsonArray held = telling.message().getJsonArray("held");
        if (!held.isEmpty()) {
            alerts.add(storm(telling, "DockmedicLeftByStorm", "warning")
                    .annotation("services", held.stream()
                            .map(one -> ((JsonObject) one).getString("service"))
                            .collect(Collectors.joining(", ")))
                    .from(telling.message().getInstant("at"), telling.now().plus(AlertmanagerDialect.HOLDS)));
        }
        return alerts;
    }

    static JsonArray ofKept(Telling telling) {
        JsonObject act = telling.message().getJsonObject("act");
        return new JsonArray().add(new Alert(telling, "DockmedicNotPutBack", act.getString("incident"))
                .label("key", telling.message().getString("part", telling.message().getString("service")))
                .label("action", act.getString("action"))
                .label("severity", "warning")
                .annotation("by_hand", telling.message().getString("by_hand"))
                .from(telling.message().getInstant("at"), telling.now().plus(AlertmanagerDialect.TOLD)));
    }

    /** One that always fires: it says that we are well, and that it is over says that we are not. */
    static JsonArray ofHeartbeat(Telling telling, Instant endsAt) {
        return new JsonArray().add(new Alert(telling, "DockmedicWatchdog", Heartbeats.KIND)
                .label("severity", "none")
                .from(telling.message().getInstant("since"), endsAt));
    }

    private static Alert storm(Telling telling, String name, String severity) {
        JsonObject storm = telling.message().getJsonObject(STORM);
        return new Alert(telling, name, storm.getString("id"))
                .label("severity", severity)
                .label("image", storm.getString("image", ""))
                .label(STORM, storm.getString("id"));
    }

    private static Instant since(Telling telling) {
        return telling.message().getJsonObject(STORM).getInstant("since");
    }

    private static String services(Telling telling) {
        return telling.message()
                .getJsonObject(STORM)
                .getJsonArray("services")
                .stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private static String tried(JsonArray attempts) {
        return attempts.stream()
                .map(JsonObject.class::cast)
                .map(one -> one.getString("action") + ": "
                        + (one.getString("outcome", "").isEmpty() ? one.getString("detail") : one.getString("outcome")))
                .collect(Collectors.joining("; "));
    }

    private static String firstError(JsonObject message) {
        return message.getJsonObject("evidence", new JsonObject())
                .getJsonObject("diagnosis", new JsonObject())
                .getString("firstError", "");
    }

    private static String approvals(JsonArray questions) {
        return questions.stream()
                .map(JsonObject.class::cast)
                .map(one -> one.getString("page", "").isEmpty() ? one.getString("approve") : one.getString("page"))
                .collect(Collectors.joining(", "));
    }
}
