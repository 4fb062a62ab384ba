package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.intent.Kill;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** A signal that was sent before we could see: nobody need be told, but a death it asked for may still come. */
final class OnPastKill implements MessageHandler {
    @Override
    public Set<String> actions() {
        return Set.of("kill");
    }

    @Override
    public Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene) {
        if (tracker.running() && message.stamp().isAfter(tracker.run())) {
            tracker.killed(new Kill(message.at(), OnKill.signal(message, tracker)));
        }
        return Future.succeededFuture(List.of());
    }
}
