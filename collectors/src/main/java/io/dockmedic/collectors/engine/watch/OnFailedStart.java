package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.StartCause;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A start failed. Of that the engine says nothing (20.10, 28.5), but it takes the container off its networks again, and that
 * it says: {@code disconnect}, of one that does not run. After a death it says the same, and inspect shows no error then.
 */
final class OnFailedStart implements MessageHandler {
    private final Redactor redactor;

    OnFailedStart(Redactor redactor) {
        this.redactor = redactor;
    }

    @Override
    public Set<String> actions() {
        return Set.of("disconnect");
    }

    @Override
    public boolean concerns(EngineMessage message, Optional<Tracker> known) {
        return known.filter(tracker -> !tracker.running()).isPresent();
    }

    /** The engine holds the container's lock until it is done with the start, and answers then. */
    @Override
    public Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene) {
        return scene.calls()
                .inspect(message.id())
                .map(result -> result instanceof CallResult.Done<ContainerState>(ContainerState state)
                        ? looked(message, state, tracker, scene)
                        : List.of());
    }

    private List<Event> looked(EngineMessage message, ContainerState state, Tracker tracker, Scene scene) {
        Optional<FailedStart> failed = FailedStart.of(state, redactor, scene.clock().now());
        if (failed.isEmpty() || tracker.told(failed.get(), message.at())) {
            return List.of();
        }
        boolean ours = scene.ownActs()
                .claimFailedStart(message.id(), message.at(), message.inOurTime(tracker.run()))
                .isPresent();
        StartCause startedBy = ours
                ? StartCause.OURS
                : tracker.engineRestarts() ? StartCause.ENGINE : StartCause.FOREIGN;
        tracker.startFailed(failed.get(), state, Facts.of(state));
        List<Event> events = new ArrayList<>();
        if (startedBy == StartCause.FOREIGN) {
            events.add(new Touched(message.at(), scene.host(), Origin.ENGINE, tracker.container(), "start"));
        }
        events.add(failed.get().told(message.at(), scene.host(), Origin.ENGINE, tracker.container(), startedBy));
        return List.copyOf(events);
    }
}
