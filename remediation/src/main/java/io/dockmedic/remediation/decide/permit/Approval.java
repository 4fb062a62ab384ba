package io.dockmedic.remediation.decide.permit;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.decide.brake.Window;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A standing approval: the owner has said once and for all that this may be done to these, then.
 *
 * @param actions what
 * @param window  whom it concerns, and when
 */
public record Approval(Set<String> actions, Window window) {
    public Approval {
        actions = Set.copyOf(actions);
    }

    /** Whether it is about that action on that container, at what the clock on the wall shows. */
    boolean covers(String action, @Nullable Container container, Instant wall) {
        return actions.contains(action) && container != null
                && window.services().stream().anyMatch(pattern -> pattern.matches(container))
                && window.open(wall).isPresent();
    }
}
