package io.dockmedic.remediation.view;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.rules.incident.Incident;
import org.jspecify.annotations.Nullable;

/** Whom an incident is about. */
public final class Patient {
    private Patient() {}

    /** The container, as the incident's latest event of one shows it; null when it is about none. */
    public static @Nullable Container of(Incident incident) {
        return incident.target();
    }

    /** Its service's key; empty when the incident is about none. */
    public static String service(Incident incident) {
        Container container = of(incident);
        return container == null ? "" : container.service().key();
    }
}
