package io.dockmedic.remediation.publish.kafka;

import io.dockmedic.collectors.base.redact.JsonRedactor;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Makes CloudEvents, version 1.0, of what is published; described in {@code docs/kafka.md}. Redacted. */
final class CloudEvents {
    /** Ends the id of what says that an incident fires. */
    static final String FIRED = "/fired";
    /** Ends the id of what says that it is over. */
    static final String RESOLVED = "/resolved";

    private static final String TYPE = "io.dockmedic.";
    private static final int SHORT_ID = 12;

    private final String host;
    private final Wording wording;
    private final JsonRedactor redactor;
    private final Clock clock;

    CloudEvents(String host, Wording wording, Redactor redactor, Clock clock) {
        this.host = host;
        this.wording = wording;
        this.redactor = new JsonRedactor(redactor::line);
        this.clock = clock;
    }

    Message fired(Incident incident) {
        Instant at = incident.firedAt() == null ? incident.activeAt() : incident.firedAt();
        return message(incident.id() + FIRED, "incident.fired", incident.key(), at, wording.incident(incident));
    }

    Message resolved(Incident incident) {
        Instant at = incident.resolvedAt() == null ? incident.activeAt() : incident.resolvedAt();
        return message(incident.id() + RESOLVED, "incident.resolved", incident.key(), at, wording.incident(incident));
    }

    Message remedy(RemedyChange change) {
        return message(change.incident() + "/remedy/" + change.state() + "/" + change.at().toEpochMilli(), "remedy",
                change.service(), change.at(), wording.remedy(change));
    }

    Message event(Event event) {
        Container target = event.target();
        String what = target == null
                ? event.subject()
                : target.id().substring(0, Math.min(SHORT_ID, target.id().length()));
        return message(event.kind() + "/" + what + "/" + event.at().toEpochMilli() + own(event), event.kind(),
                event.subject(), event.at(), wording.event(event));
    }

    /** Of what others tell, several come in at once. */
    private static String own(Event event) {
        return switch (event) {
            case ExternalEvent.Alert alert ->
                "/" + alert.fingerprint() + "/" + alert.status() + "/" + alert.startsAt();
            case ExternalEvent.Occurred occurred -> "/" + occurred.source() + "/" + occurred.id();
            default -> "";
        };
    }

    private Message message(String id, String type, String subject, Instant at, JsonObject data) {
        JsonObject event = new JsonObject().put("specversion", "1.0")
                .put("id", id)
                .put("source", "/dockmedic/" + host)
                .put("type", TYPE + type)
                .put("time", clock.shown(at).toString())
                .put("datacontenttype", "application/json")
                .put("data", redactor.of(data));
        if (!subject.isEmpty()) {
            event.put("subject", subject);
        }
        return new Message(id, event.encode());
    }
}
