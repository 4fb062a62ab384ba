package io.dockmedic.remediation.publish.kafka;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.json.JsonObject;

/** How what is published is written. Times are those of a person's clock, and no label of a container is in it. */
public interface Wording {
    /** An incident as it is now, with its evidence. */
    JsonObject incident(Incident incident);

    /** How a remedy stands. */
    JsonObject remedy(RemedyChange change);

    /** An event. */
    JsonObject event(Event event);
}
