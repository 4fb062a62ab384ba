package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.StartCause;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A run begins. */
final class OnStart implements MessageHandler {
    @Override
    public Set<String> actions() {
        return Set.of("start");
    }

    @Override
    public Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene) {
        boolean ours = scene.ownActs().claim(message.id(), "start", message.at()).isPresent();
        return scene.calls().inspect(message.id()).map(result -> {
            if (!(result instanceof CallResult.Done<ContainerState>(ContainerState state))) {
                return List.of();
            }
            if (tracker.running() && tracker.run().equals(state.startedAt())) {
                return List.of(); // Found by a comparison before its message was read.
            }
            StartCause cause = ours ? StartCause.OURS : causeOf(state, tracker);
            tracker.observe(state, Facts.of(state));
            tracker.began(state);
            List<Event> events = new ArrayList<>();
            if (cause == StartCause.FOREIGN) {
                events.add(new Touched(message.at(), scene.host(), Origin.ENGINE, tracker.container(), "start"));
            }
            events.add(new Started(message.at(), scene.host(), Origin.ENGINE, tracker.container(), cause,
                    state.health() != null));
            return List.copyOf(events);
        });
    }

    /** The policy's own starts raise the engine's count; a start by others does not. */
    private static StartCause causeOf(ContainerState state, Tracker tracker) {
        return tracker.engineRestarts() || state.restartCount() > tracker.restartCount()
                ? StartCause.ENGINE
                : StartCause.FOREIGN;
    }
}
