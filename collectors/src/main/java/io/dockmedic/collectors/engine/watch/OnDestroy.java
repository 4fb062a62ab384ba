package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Removed;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.intent.OwnAct;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * It is gone. An AutoRemove container goes by itself; anything else was removed by somebody. What we remove ourselves has been
 * replaced or never came to be, unless we discarded it: its service is not gone, and nothing of it is over because of that.
 */
final class OnDestroy implements MessageHandler {
    @Override
    public Set<String> actions() {
        return Set.of("destroy");
    }

    @Override
    public Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene) {
        Optional<OwnAct> ours = scene.claim(message, tracker);
        boolean discarded = ours.filter(act -> act.action().equals(OwnAct.DISCARD)).isPresent();
        tracker.gone();
        if (ours.isPresent() && !discarded) {
            return Future.succeededFuture(List.of());
        }
        Removed removed = new Removed(message.at(), scene.host(), Origin.ENGINE, tracker.container());
        if (discarded || tracker.container().job()) {
            return Future.succeededFuture(List.of(removed));
        }
        return Future.succeededFuture(List.of(
                new Touched(message.at(), scene.host(), Origin.ENGINE, tracker.container(), "destroy"), removed));
    }
}
