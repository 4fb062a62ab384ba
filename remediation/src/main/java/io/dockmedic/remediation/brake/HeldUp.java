package io.dockmedic.remediation.brake;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.rules.incident.Incident;

/**
 * An incident for which nothing was done because of a storm.
 *
 * @param image of the service's container
 */
record HeldUp(Incident incident, String service, String image) {
    static HeldUp of(Incident incident, Container container) {
        return new HeldUp(incident, container.service().key(), container.image());
    }
}
