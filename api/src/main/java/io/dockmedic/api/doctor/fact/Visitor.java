package io.dockmedic.api.doctor.fact;

import java.util.Optional;

/**
 * Who looks. What he may not see another user may.
 *
 * @param container the id of the container we run in; empty outside of one
 */
public record Visitor(String user, Optional<String> container) {
    private static final String ROOT = "root";

    /** Whether every file of this machine, or this container, is open to him. */
    public boolean root() {
        return user.equals(ROOT);
    }
}
