package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.decide.storm.Storm;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One message for all that a storm holds up, version 1; described in {@code docs/remediation.md}. Bounded, redacted. */
final class StormMessage {
    /** Kind of what says that nothing is done any more. */
    static final String STORM = "storm";
    /** Kind of what says that acts go on. */
    static final String OVER = "storm_over";

    private static final int MOST = 200;

    private final String host;
    private final Redactor redactor;
    private final UnaryOperator<Instant> shown;

    StormMessage(String host, Redactor redactor, UnaryOperator<Instant> shown) {
        this.host = host;
        this.redactor = redactor;
        this.shown = shown;
    }

    JsonObject of(StormNotice notice, Instant now) {
        Storm storm = notice.storm();
        boolean over = !notice.over().isEmpty();
        String what = over
                ? "Acts go on (" + notice.over() + "); " + notice.held().size() + " services are still in trouble"
                : "Nothing is restarted: " + storm.why();
        JsonObject about = new JsonObject()
                .put("id", storm.id())
                .put("since", shown.apply(storm.since()).toString())
                .put("image", storm.image())
                .put("why", redactor.line(storm.why()))
                .put("services", new JsonArray(new TreeSet<>(storm.services()).stream().limit(MOST).toList()))
                .put("services_count", storm.services().size())
                .put("containers", new JsonArray(new TreeSet<>(notice.containers()).stream().limit(MOST).toList()));
        if (over) {
            about.put("ended_by", redactor.line(notice.over()));
        }
        return new JsonObject()
                .put("version", "1")
                .put("kind", over ? OVER : STORM)
                .put("idempotency_key", key(notice))
                .put("at", shown.apply(now).toString())
                .put("host", host)
                .put("summary", redactor.line(what))
                .put("storm", about)
                .put("held", held(notice))
                .put("held_count", notice.held().size());
    }

    static String key(StormNotice notice) {
        return notice.storm().id() + "/" + (notice.over().isEmpty() ? notice.told() : "over");
    }

    private JsonArray held(StormNotice notice) {
        JsonArray all = new JsonArray();
        new TreeMap<>(notice.held()).entrySet()
                .stream()
                .limit(MOST)
                .forEach(entry -> all.add(new JsonObject()
                        .put("service", entry.getKey())
                        .put("containers", containers(entry.getValue()))
                        .put("incidents", incidents(entry.getValue()))));
        return all;
    }

    private static JsonArray containers(List<Incident> incidents) {
        return new JsonArray(incidents.stream()
                .map(Incident::target)
                .flatMap(Stream::ofNullable)
                .map(Container::name)
                .distinct()
                .sorted()
                .toList());
    }

    private JsonArray incidents(List<Incident> incidents) {
        return new JsonArray(incidents.stream()
                .map(incident -> new JsonObject()
                        .put("id", incident.id())
                        .put("rule", incident.rule())
                        .put("summary", redactor.line(incident.annotations().getOrDefault("summary", ""))))
                .toList());
    }
}
