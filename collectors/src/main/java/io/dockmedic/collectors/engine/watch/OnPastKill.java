package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.intent.Kill;
import io.dockmedic.collectors.intent.OwnAct;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A signal that was sent before we could see: a death that it asked for may still come. */
final class OnPastKill implements MessageHandler {
    @Override
    public Set<String> actions() {
        return Set.of("kill");
    }

    @Override
    public Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene) {
        boolean ofThisRun = tracker.running() && message.stamp().isAfter(tracker.run());
        if (!ofThisRun) {
            return Future.succeededFuture(List.of());
        }
        Optional<OwnAct> ours = scene.claim(message, tracker);
        if (ours.isPresent()) {
            OnKill.noted(ours.get(), message, tracker);
            return Future.succeededFuture(List.of());
        }
        int signal = OnKill.signal(message, tracker);
        tracker.killed(new Kill(message.at(), signal));
        return Future.succeededFuture(List.of(new Touched(message.at(), scene.host(), Origin.ENGINE,
                tracker.container(), "kill", Math.max(0, signal))));
    }
}
