package io.dockmedic.remediation.decide.brake;

import io.dockmedic.collectors.event.Container;

/** Some containers, as their owner speaks of them. */
public sealed interface Whom permits ServicePattern, Members {
    /** Whether it is one of them. */
    boolean matches(Container container);

    /** For a person. */
    String text();
}
