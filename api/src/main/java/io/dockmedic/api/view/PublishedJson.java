package io.dockmedic.api.view;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.publish.kafka.Wording;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** What is published, as the API would write it. */
public final class PublishedJson implements Wording {
    private final IncidentJson incidents;
    private final RecordJson records;

    /** @param shown times as a person's clock shows them */
    public PublishedJson(UnaryOperator<Instant> shown) {
        this.incidents = new IncidentJson(shown);
        this.records = new RecordJson(shown);
    }

    @Override
    public JsonObject incident(Incident incident) {
        return incidents.of(new IncidentEntry(incident, null));
    }

    @Override
    public JsonObject remedy(RemedyChange change) {
        return records.of(change);
    }

    @Override
    public JsonObject event(Event event) {
        return incidents.event(event);
    }
}
