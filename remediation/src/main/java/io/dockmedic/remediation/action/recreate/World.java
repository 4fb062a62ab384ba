package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.ContainerState;
import org.jspecify.annotations.Nullable;

/**
 * What the engine has of the two containers.
 *
 * @param old    null when it has it no more
 * @param made   null when it does not have it
 * @param holder full id of whoever has the service's own name; empty when nobody has
 */
record World(@Nullable ContainerState old, @Nullable ContainerState made, String holder) {
    /** Before the first look. */
    static final World UNSEEN = new World(null, null, "");

    /** Whether the engine has the old one, and it does not run. */
    boolean oldIsDown() {
        return old != null && !old.running();
    }

    /** Whether somebody else's container has the name. */
    boolean taken() {
        return !holder.isEmpty() && (old == null || !holder.equals(old.id()))
                && (made == null || !holder.equals(made.id()));
    }
}
