package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.collectors.intent.OwnActs;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a handler of messages may use.
 *
 * @param ahead what comes in the stream behind the message that is handled
 * @param tell  publishes and remembers now what a handler knows before it is done
 */
record Scene(EngineInfo engine, EngineCalls calls, Clock clock, OwnActs ownActs, Ahead ahead, Tell tell) {
    /** Looks ahead in the stream. */
    @FunctionalInterface
    interface Ahead {
        /**
         * Waits until the engine says the action of the container, or the time is over; says whether it did.
         *
         * @param action {@code stop} or {@code oom}
         */
        Future<Boolean> says(String containerId, String action, Duration within);
    }

    /** For what need not wait for a handler's end. */
    @FunctionalInterface
    interface Tell {
        Future<Void> now(Tracker tracker, List<Event> happened);
    }

    /** The act of ours that the message belongs to; empty when it is somebody else's. */
    Optional<OwnAct> claim(EngineMessage message, Tracker tracker) {
        Instant run = message.inOurTime(tracker.run());
        // Of what is being made, only the name is known to who makes it.
        String known = message.action().equals("create")
                ? message.attributes().getOrDefault("name", "")
                : message.id();
        return ownActs.claim(known, message.action(), message.at(), run, engine.tellsRequests());
    }

    String host() {
        return engine.name();
    }
}
