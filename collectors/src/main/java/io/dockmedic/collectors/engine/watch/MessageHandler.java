package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.Event;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns one kind of container message into events. Called one message of a container at a time, in order. */
interface MessageHandler {
    /** The engine's actions this one handles; what follows a colon is left out. */
    Set<String> actions();

    /** Whether the message may be of any weight, by what is known of the container already; empty when nothing is. */
    default boolean concerns(EngineMessage message, Optional<Tracker> known) {
        return true;
    }

    /** Updates the tracker and returns what is to be published, in order. */
    Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene);
}
