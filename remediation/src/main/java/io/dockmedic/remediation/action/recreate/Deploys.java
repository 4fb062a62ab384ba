package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.decide.Touches;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Whether somebody deployed a service just now, who has it in hand then. What Dockmedic has made anew itself was not deployed.
 *
 * @param ours    whether an act of ours has put a container in the place of another, by its full id
 * @param touches what others did to a service since a moment
 */
public record Deploys(Predicate<String> ours, BiFunction<String, Instant, Touches> touches, Clock clock) {
    /** {@code docker update} and Compose's own recreation; what stops and starts it deploys nothing. */
    private static final Set<String> DEPLOYS = Set.of("create", "update");

    /** How and when, for a person; empty when nobody did within that time. */
    Optional<String> justNow(ContainerState state, Duration within) {
        Instant now = clock.now();
        Instant made = state.createdAt();
        if (made != null && clock.shown(now).isBefore(made.plus(within)) && !ours.test(state.id())) {
            return Optional.of("it was made at " + made);
        }
        return touches.apply(Service.of(state.name(), state.labels()).key(), now.minus(within))
                .all()
                .stream()
                .filter(touch -> DEPLOYS.contains(touch.action()))
                .max(Comparator.comparing(Touch::at))
                .map(touch -> "somebody did " + touch.action() + " on its service at " + clock.shown(touch.at()));
    }
}
