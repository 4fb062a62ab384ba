package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.util.Optional;

/** What is known of containers of a project that the incident is not about. */
public interface Neighbours {
    /** Who wanted a run's end. */
    enum Ended {
        /** Nobody. */
        BY_ITSELF,
        /** Somebody. */
        ASKED,
        /** It is not known. */
        UNKNOWN
    }

    /** Why nothing is done to it, by its owner's word, a person's or ours; empty when nothing stands against that. */
    Optional<String> against(Incident incident, Container container, ContainerState state);

    /** Why its owner's word does not go as far as this, though the guards had nothing against it; empty when it does. */
    Optional<String> consentEndsBefore(Container container);

    /** Why it must not be started, by what its folders of the host lie on; empty when nothing is known against it. The future never fails. */
    Future<String> footing(Container container, ContainerState state);

    /** Who wanted the end of the run that is over. */
    Ended ended(Container container, ContainerState state);

    /** What somebody did to its service a moment ago, by which they may be at work on the project; empty when nobody did. */
    Optional<String> touchedJustNow(Container container);
}
