package io.dockmedic.remediation.decide.permit;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.about.ActionDescription;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be done besides what is safe, and what a person may be asked about.
 *
 * @param careful   names of careful actions that are switched on
 * @param ask       names of careful actions about which a person is asked each time
 * @param approvals of destructive ones
 */
public record Permits(Set<String> careful, Set<String> ask, List<Approval> approvals) {
    /** Nothing. */
    public static final Permits NONE = new Permits(Set.of(), List.of());

    public Permits {
        careful = Set.copyOf(careful);
        ask = Set.copyOf(ask);
        approvals = List.copyOf(approvals);
    }

    /** Where nobody is asked about what is careful. */
    public Permits(Set<String> careful, List<Approval> approvals) {
        this(careful, Set.of(), approvals);
    }

    /** Whether a person may allow it, who is asked then. */
    public boolean asks(ActionDescription action) {
        return switch (action.kind()) {
            case SAFE -> false;
            case CAREFUL -> ask.contains(action.name());
            case DESTRUCTIVE -> true;
        };
    }

    /** Whether a careful action is switched on, or asked about. */
    public boolean mayEver(ActionDescription action) {
        return careful.contains(action.name()) || ask.contains(action.name());
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
