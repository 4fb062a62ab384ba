package io.dockmedic.remediation.escalate.alertmanager;

import io.dockmedic.remediation.escalate.Dialect;
import io.dockmedic.remediation.escalate.Heartbeats;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/**
 * Alertmanager's API, version 2: {@code POST /api/v2/alerts} with a list of alerts. An alert is the same as long as its labels are; it
 * is over at its {@code endsAt}. Ours end in a quarter of an hour, which outlives a restart of ours, unless they are posted again.
 */
public final class AlertmanagerDialect implements Dialect {
    /** How long an alert fires when it is not posted again. */
    static final Duration HOLDS = Duration.ofMinutes(15);
    /** How long something fires that is told and has no end: long enough for a person to be called. */
    static final Duration TOLD = Duration.ofHours(1);

    /** How often it is told that we are well; an alert that says so fires five times as long, which outlives our restart. */
    public static final Duration BEATS = Duration.ofMinutes(1);

    private final Map<String, Function<Telling, JsonArray>> kinds = Map.of(
            "escalation", telling -> Alerts.ofIncident(telling, telling.now().plus(HOLDS)),
            "resolved", telling -> Alerts.ofIncident(telling, telling.ended()),
            "storm", telling -> Alerts.ofStorm(telling, telling.now().plus(HOLDS)),
            "storm_over", Alerts::ofStormOver,
            "kept", Alerts::ofKept,
            Heartbeats.KIND, telling -> Alerts.ofHeartbeat(telling, telling.now().plus(BEATS.multipliedBy(5))));

    private final String page;

    /** @param page address of the live page; empty where nobody said */
    public AlertmanagerDialect(String page) {
        this.page = page;
    }

    @Override
    public URI address(URI receiver) {
        return URI.create(receiver.toString().replaceAll("/+$", "") + "/api/v2/alerts");
    }

    @Override
    public String put(JsonObject message, Instant now) {
        Function<Telling, JsonArray> alerts = kinds.get(message.getString("kind"));
        if (alerts == null) {
            throw new IllegalArgumentException("no alert says " + message.getString("kind"));
        }
        return alerts.apply(new Telling(message, now, page)).encode();
    }

    /** Two incidents of one rule and key are one alert. */
    @Override
    public String lane(JsonObject message, String about) {
        JsonObject incident = message.getJsonObject("incident");
        return incident == null ? about : incident.getString("rule") + "|" + incident.getString("key");
    }

    @Override
    public boolean forgets() {
        return true;
    }

    @Override
    public boolean lasts(JsonObject message) {
        return switch (message.getString("kind")) {
            case "escalation", "storm" -> true;
            case "storm_over" -> !message.getJsonArray("held").isEmpty();
            default -> false;
        };
    }
}
