package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.intent.Kill;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.collectors.intent.Signal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Somebody had the engine send a signal. */
final class OnKill implements MessageHandler {
    @Override
    public Set<String> actions() {
        return Set.of("kill");
    }

    @Override
    public Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene) {
        Optional<OwnAct> ours = scene.claim(message, tracker);
        if (ours.isPresent()) {
            noted(ours.get(), message, tracker);
            return Future.succeededFuture(List.of());
        }
        int signal = signal(message, tracker);
        tracker.killed(new Kill(message.at(), signal));
        return Future.succeededFuture(List.of(new Touched(message.at(), scene.host(), Origin.ENGINE,
                tracker.container(), "kill", Math.max(0, signal))));
    }

    /** One of ours that asks for no death changes what the engine's record is worth, as anybody's does. */
    static void noted(OwnAct ours, EngineMessage message, Tracker tracker) {
        Kill kill = new Kill(message.at(), signal(message, tracker));
        Signals before = tracker.signals();
        boolean oneMore = before.harmless(kill) && before.all().stream().anyMatch(before::harmless);
        if (ours.signals() && kill.signal() != Signal.UNTRUSTED && !oneMore) {
            tracker.killed(kill);
        }
    }

    /** A label named {@code signal} overwrites the attribute, so with one, or with labels unknown, it says nothing. */
    static int signal(EngineMessage message, Tracker tracker) {
        if (!tracker.labelsKnown() || tracker.container().labels().containsKey("signal")) {
            return Signal.UNTRUSTED;
        }
        return Signal.number(message.attributes().getOrDefault("signal", ""));
    }
}
