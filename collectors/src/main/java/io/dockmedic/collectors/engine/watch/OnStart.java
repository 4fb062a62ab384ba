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
import org.jspecify.annotations.Nullable;

/** A run begins. */
final class OnStart implements MessageHandler {
    @Override
    public Set<String> actions() {
        return Set.of("start");
    }

    @Override
    public Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene) {
        boolean ours = scene.claim(message, tracker).isPresent();
        return scene.calls().inspect(message.id()).map(result -> {
            if (result instanceof CallResult.Refused<ContainerState> refused && refused.status() == 404) {
                return List.of();
            }
            ContainerState state = result instanceof CallResult.Done<ContainerState>(ContainerState seen) ? seen : null;
            if (state != null && tracker.run().equals(state.startedAt())) {
                tracker.startHeard();
                return List.of(); // Found by a comparison before its message was read.
            }
            boolean shown = state != null
                    && state.startedAt() != null
                    && !state.startedAt().isAfter(message.stamp());
            StartCause cause = ours ? StartCause.OURS : causeOf(shown ? state : null, tracker);
            if (state != null) {
                tracker.observe(state, Facts.of(state));
            }
            if (state != null && shown) {
                tracker.began(state);
            } else {
                // Without a run of its own its death, still to be read, would be taken for one that was told before.
                tracker.began(message.stamp(), cause == StartCause.ENGINE ? tracker.restartCount() : 0);
            }
            List<Event> events = new ArrayList<>();
            if (cause == StartCause.FOREIGN) {
                events.add(new Touched(message.at(), scene.host(), Origin.ENGINE, tracker.container(), "start"));
            }
            events.add(new Started(message.at(), scene.host(), Origin.ENGINE, tracker.container(), cause,
                    !tracker.health().isEmpty()));
            return List.copyOf(events);
        });
    }

    /**
     * The policy's own starts raise the engine's count; a start by others does not.
     *
     * @param state null when inspect did not answer or shows a later run already
     */
    private static StartCause causeOf(@Nullable ContainerState state, Tracker tracker) {
        boolean counted = state != null && state.restartsBefore() > tracker.restartCount();
        return tracker.engineRestarts() || counted ? StartCause.ENGINE : StartCause.FOREIGN;
    }
}
