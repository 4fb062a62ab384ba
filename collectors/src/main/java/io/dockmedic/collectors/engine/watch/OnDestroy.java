package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Removed;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/**
 * It is gone. An AutoRemove container goes by itself; anything else was removed by somebody. What we remove ourselves has been
 * replaced or never came to be: its service is not gone, and nothing of it is over because of that.
 */
final class OnDestroy implements MessageHandler {
    @Override
    public Set<String> actions() {
        return Set.of("destroy");
    }

    @Override
    public Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene) {
        boolean ours = scene.claim(message, tracker).isPresent();
        tracker.gone();
        if (ours) {
            return Future.succeededFuture(List.of());
        }
        Removed removed = new Removed(message.at(), scene.host(), Origin.ENGINE, tracker.container());
        if (tracker.container().job()) {
            return Future.succeededFuture(List.of(removed));
        }
        return Future.succeededFuture(List.of(
                new Touched(message.at(), scene.host(), Origin.ENGINE, tracker.container(), "destroy"), removed));
    }
}
