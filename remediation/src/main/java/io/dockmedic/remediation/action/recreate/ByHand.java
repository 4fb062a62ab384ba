package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Service;

/** What a person types. */
final class ByHand {
    private ByHand() {}

    /** To make one anew whose network is gone; to be put behind what is said of it. */
    static String anew(ContainerState child) {
        Service service = Service.of(child.name(), child.labels());
        return service.project().isEmpty()
                ? "; make it anew by hand, with --network container:NAME"
                : "; by hand: docker compose --project-name " + service.project()
                        + " up --detach --no-deps --force-recreate " + service.name();
    }
}
