package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.shared.NetworkOwner;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.decide.Touches;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is known of containers whose network others share.
 *
 * @param owners   whose one is, or was, by how those that share its network name it; empty when it was never seen
 * @param services what others did to a service since a moment, by its key
 * @param stacks   what others did to the services of a Compose project since a moment, by its name
 */
public record Joining(Function<String, Future<Optional<NetworkOwner>>> owners,
        BiFunction<String, Instant, Touches> services, BiFunction<String, Instant, Touches> stacks, Clock clock) {
    /** Between two deeds of one deployment it is shorter, as a rule: a stop has 10 s. */
    private static final Duration AT_WORK = Duration.ofSeconds(20);

    private static final Touches NOBODY = new Touches(List.of());

    /** Who is at work on one of the two or on a project of theirs, for a person; empty when nobody has been for a while. */
    Optional<String> atWork(Service one, Service other) {
        Instant from = clock.now().minus(AT_WORK);
        return Stream.of(one, other)
                .flatMap(service -> Stream.of(services.apply(service.key(), from), of(service.project(), from)))
                .flatMap(touches -> touches.takeover().stream())
                .max(Comparator.comparing(Touch::at))
                .map(touch -> "somebody did " + touch.action() + " at " + clock.shown(touch.at())
                        + " there, and may be deploying still");
    }

    private Touches of(String project, Instant from) {
        return project.isEmpty() ? NOBODY : stacks.apply(project, from);
    }
}
