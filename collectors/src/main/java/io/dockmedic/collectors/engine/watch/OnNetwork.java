package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A container was put on a network, or taken off one. The engine says so at every start and after every end too, when it does
 * that itself: somebody's own doing is what happens in the middle of a run. Of one that does not run it cannot be told.
 */
final class OnNetwork implements MessageHandler {
    private static final String NETWORK = "network";
    private static final String CONTAINER = "container";

    /** What a network's message says of a container, as a message about that one; any other as it is. */
    static EngineMessage aboutItsContainer(EngineMessage message) {
        String id = message.type().equals(NETWORK) ? message.attributes().getOrDefault(CONTAINER, "") : "";
        return id.isEmpty()
                ? message
                : new EngineMessage(CONTAINER, message.action(), id, Map.of(), message.at(), message.stamp(),
                        message.replayed());
    }

    @Override
    public Set<String> actions() {
        return Set.of("connect", "disconnect");
    }

    /** Who the container is, a network does not say. */
    @Override
    public boolean concerns(EngineMessage message, Optional<Tracker> known) {
        return known.filter(Tracker::running).filter(tracker -> tracker.run().isBefore(message.stamp())).isPresent();
    }

    @Override
    public Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene) {
        boolean ours = scene.claim(message, tracker).isPresent();
        return scene.calls()
                .inspect(message.id())
                .map(result -> result instanceof CallResult.Done<ContainerState>(ContainerState state)
                        && inTheMiddleOfItsRun(state, message.stamp())
                                ? touched(message, tracker, scene, state, ours)
                                : List.of());
    }

    private static List<Event> touched(EngineMessage message, Tracker tracker, Scene scene, ContainerState state,
            boolean ours) {
        if (tracker.run().equals(state.startedAt())) {
            tracker.observe(state, Facts.of(state));
        }
        return ours
                ? List.of()
                : List.of(new Touched(message.at(), scene.host(), Origin.ENGINE, tracker.container(),
                        message.action()));
    }

    /** An end of which nothing was read yet shows here. */
    private static boolean inTheMiddleOfItsRun(ContainerState state, Instant stamp) {
        return state.running() && !state.restarting() && state.startedAt() != null
                && state.startedAt().isBefore(stamp);
    }
}
