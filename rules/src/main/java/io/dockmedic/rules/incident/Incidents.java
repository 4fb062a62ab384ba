package io.dockmedic.rules.incident;

import io.dockmedic.collectors.base.bus.Topic;

/** Where changes of incidents go. */
public final class Incidents {
    public static final Topic<IncidentChange> TOPIC = new Topic<>("dockmedic.incidents", IncidentChange.class);

    private Incidents() {}
}
