package io.dockmedic.rules.rule;

import io.dockmedic.rules.expression.Trigger;
import java.time.Duration;
import java.util.Set;

/**
 * One way for an incident to be over.
 *
 * @param trigger the events that say so
 * @param holds   how long it must stay so without the fault coming back; zero for at once
 * @param keeps   the same of an incident that fires
 * @param unless  kinds of event that break it off meanwhile
 */
public record Resolve(Trigger trigger, Duration holds, Duration keeps, Set<String> unless) {
    public Resolve {
        unless = Set.copyOf(unless);
    }

    /** How long it must hold. */
    public Duration holds(boolean fires) {
        return fires ? keeps : holds;
    }

    /** The longest that it may have to hold. */
    public Duration longest() {
        return keeps.compareTo(holds) > 0 ? keeps : holds;
    }
}
