package io.dockmedic.remediation.decide.permit;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.about.ActionDescription;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be done besides what is safe.
 *
 * @param careful   names of careful actions that are switched on
 * @param approvals of destructive ones
 */
public record Permits(Set<String> careful, List<Approval> approvals) {
    /** Nothing. */
    public static final Permits NONE = new Permits(Set.of(), List.of());

    public Permits {
        careful = Set.copyOf(careful);
        approvals = List.copyOf(approvals);
    }

    /** @param wall what the clock on the wall shows */
    public boolean allow(ActionDescription action, @Nullable Container container, Instant wall) {
        return switch (action.kind()) {
            case SAFE -> true;
            case CAREFUL -> careful.contains(action.name());
            case DESTRUCTIVE -> approvals.stream().anyMatch(one -> one.covers(action.name(), container, wall));
        };
    }
}
