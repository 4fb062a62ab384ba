package io.dockmedic.remediation.escalate.alertmanager;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** One alert, as Alertmanager's API takes it. */
final class Alert {
    private final JsonObject labels = new JsonObject();
    private final JsonObject annotations = new JsonObject();
    private final Telling telling;

    /** @param about id of the incident, or what it is about in its place: so that what comes back is known as ours */
    Alert(Telling telling, String name, String about) {
        this.telling = telling;
        label("alertname", name);
        label("job", "dockmedic");
        label("instance", telling.host());
        annotation("summary", telling.summary());
        annotation("dockmedic_incident", about);
    }

    /** Those that stand already stay as they are: what makes it ours cannot be overwritten. */
    Alert labels(JsonObject more) {
        more.forEach(entry -> label(entry.getKey(), String.valueOf(entry.getValue())));
        return this;
    }

    Alert label(String name, String value) {
        put(labels, name, value);
        return this;
    }

    Alert annotations(JsonObject more) {
        more.forEach(entry -> annotation(entry.getKey(), String.valueOf(entry.getValue())));
        return this;
    }

    Alert annotation(String name, String value) {
        put(annotations, name, value);
        return this;
    }

    /** A beginning in the future, which a clock that was set back leaves, is none: it would be refused. Nor may the end be before it. */
    JsonObject from(Instant startsAt, Instant endsAt) {
        Instant starts = startsAt.isAfter(telling.now()) ? telling.now() : startsAt;
        JsonObject json = new JsonObject().put("labels", labels)
                .put("annotations", annotations)
                .put("startsAt", starts.toString())
                .put("endsAt", (endsAt.isBefore(starts) ? starts : endsAt).toString());
        return telling.page().isEmpty() ? json : json.put("generatorURL", telling.page() + "/");
    }

    /** An empty value is none to Alertmanager, and one bad name has it refuse all that is posted with it. */
    private static void put(JsonObject into, String name, String value) {
        String valid = name.replaceAll("[^A-Za-z0-9_]", "_").replaceFirst("^(?=\\d|$)", "_");
        if (!value.isEmpty() && !into.containsKey(valid)) {
            into.put(valid, value);
        }
    }
}
