package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Somebody made, changed, renamed, paused or restarted it: facts may be new, and a person is at work. */
final class OnTouch implements MessageHandler {
    @Override
    public Set<String> actions() {
        return Set.of("create", "update", "rename", "pause", "unpause", "restart");
    }

    @Override
    public Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene) {
        boolean ours = scene.claim(message, tracker).isPresent();
        return scene.calls().inspect(message.id()).map(result -> {
            if (result instanceof CallResult.Done<ContainerState>(ContainerState state)) {
                tracker.observe(state, Facts.of(state));
            }
            return ours
                    ? List.<Event>of()
                    : List.<Event>of(
                            new Touched(message.at(), scene.host(), Origin.ENGINE, tracker.container(),
                                    message.action()));
        });
    }
}
