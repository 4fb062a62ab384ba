package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.OutOfMemory;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** The kernel killed one of its processes for want of memory; its death, if it was the main one, follows. */
final class OnOom implements MessageHandler {
    @Override
    public Set<String> actions() {
        return Set.of("oom");
    }

    @Override
    public Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene) {
        if (tracker.toldAhead()) {
            return Future.succeededFuture(List.of());
        }
        tracker.ranOutOfMemory(message.at());
        return Future.succeededFuture(
                List.of(new OutOfMemory(message.at(), scene.host(), Origin.ENGINE, tracker.container())));
    }
}
