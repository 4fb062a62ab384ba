package io.dockmedic.remediation.action.allowed;

import java.time.Duration;

/** Something that the owner allows. */
public interface Allowed {
    /** As rules write it. */
    String name();

    /** How long it may take. */
    Duration timeout();
}
