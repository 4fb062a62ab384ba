package io.dockmedic.api.view;

import io.dockmedic.collectors.base.redact.JsonRedactor;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An incident as the API writes it, without what looks like a secret in what others told or people wrote. */
public final class IncidentJson {
    private final JsonRedactor redactor = JsonRedactor.WHOLE;
    private final RecordJson records;
    private final RemarkJson remarks;

    /** @param shown times as a person's clock shows them */
    public IncidentJson(UnaryOperator<Instant> shown) {
        this.records = new RecordJson(shown);
        this.remarks = new RemarkJson(shown);
    }

    public JsonObject of(IncidentEntry entry) {
        Incident incident = entry.incident();
        JsonObject json = alone(incident);
        JsonArray evidence = new JsonArray();
        incident.evidence().forEach(event -> evidence.add(event(event)));
        json.put("evidence", evidence);
        JsonArray readings = new JsonArray();
        incident.readings().forEach(one -> readings.add(records.of(one).put("used", one.usage().words())));
        json.put("readings", readings);
        if (entry.remedy() != null) {
            json.put("remedy", redactor.of(records.of(entry.remedy())));
        }
        acknowledged(entry, json);
        return json;
    }

    /** In short: without evidence and readings, and of what was decided the last alone. */
    public JsonObject brief(IncidentEntry entry) {
        Incident incident = entry.incident();
        JsonObject json = alone(incident);
        json.put("attention", Attention.of(entry).word());
        if (entry.remedy() instanceof RemedyChange remedy) {
            JsonObject inShort = records.of(remedy, Set.of("attempts", "incident", "rule"));
            if (!remedy.attempts().isEmpty()) {
                inShort.put("last", records.of(remedy.attempts().getLast()));
            }
            json.put("remedy", redactor.of(inShort));
        }
        acknowledged(entry, json);
        return json;
    }

    private JsonObject alone(Incident incident) {
        return records.of(incident, Set.of("evidence", "readings"))
                .put("resolvedBy", redactor.of(incident.resolvedBy()));
    }

    private void acknowledged(IncidentEntry entry, JsonObject json) {
        if (!entry.acknowledged().isEmpty()) {
            json.put("acknowledged", remarks.of(entry.acknowledged()));
        }
    }

    /** With its kind and subject, which are no components of the record. */
    JsonObject event(Event event) {
        JsonObject json = new JsonObject().put("kind", event.kind())
                .put("subject", event.subject())
                .put("summary", event.summary());
        if (event instanceof Record record) {
            json.mergeIn(records.of(record));
        }
        return event instanceof ExternalEvent ? redactor.of(json) : json;
    }
}
