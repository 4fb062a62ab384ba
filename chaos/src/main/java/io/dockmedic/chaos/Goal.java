package io.dockmedic.chaos;

import io.dockmedic.chaos.Disaster.Kind;
import java.time.Duration;
import java.util.Map;

/**
 * How much must have happened before a run is over.
 *
 * @param faults    of containers
 * @param acts      of people
 * @param disasters of each kind
 * @param latest    after how long it ends whatever has happened
 */
record Goal(int faults, int acts, Map<Kind, Integer> disasters, Duration latest) {
    boolean met(int faultsSoFar, int actsSoFar, Map<Kind, Integer> disastersSoFar) {
        return faultsSoFar >= faults && actsSoFar >= acts
                && disasters.keySet().stream().allMatch(kind -> left(kind, disastersSoFar) == 0);
    }

    /** How many of a kind are still to come. */
    int left(Kind kind, Map<Kind, Integer> soFar) {
        return Math.max(0, disasters.getOrDefault(kind, 0) - soFar.getOrDefault(kind, 0));
    }
}
