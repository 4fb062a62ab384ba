package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Stopped;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.OwnAct;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The engine finished a stop or the first half of a restart. Engine 20.10 says so after the death, Engine 28 before it
 * as a rule. For a container in its policy's back-off this is the only
 * message of a person's stop: no signal was sent and nothing died. So it is in the middle of our own restart, where an
 * engine that is shut down says the same.
 */
final class OnStop implements MessageHandler {
    @Override
    public Set<String> actions() {
        return Set.of("stop");
    }

    @Override
    public Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene) {
        Optional<OwnAct> ours = scene.claim(message, tracker);
        if (ours.isPresent()) {
            if (ours.get().takesDown() && !tracker.running()) {
                tracker.shouldRun(false);
                tracker.engineGaveUp();
            }
            return Future.succeededFuture(List.of());
        }
        Tracker.End last = tracker.lastEnd();
        if (tracker.running() || (last != null && last.judgement().ours())) {
            tracker.stopSaid(message.at());
        }
        List<Event> events = new ArrayList<>();
        events.add(new Touched(message.at(), scene.host(), Origin.ENGINE, tracker.container(), "stop"));
        boolean alreadyTold = last != null && last.judgement().intent() == Intent.ASKED && !last.judgement().ours();
        if (!tracker.running() && !alreadyTold) {
            events.add(new Stopped(message.at(), scene.host(), Origin.ENGINE, tracker.container(),
                    new Judgement(Intent.ASKED, false,
                            List.of("the engine reported a stop while the container was not running"))));
        }
        tracker.shouldRun(false);
        tracker.engineGaveUp();
        return Future.succeededFuture(List.copyOf(events));
    }
}
