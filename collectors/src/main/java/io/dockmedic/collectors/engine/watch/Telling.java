package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.StartCause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Publishes what happened, one after the other, and counts and logs it meanwhile. Containers that run already when the engine comes
 * into sight are logged as so many, with how many of these runs are new to us, and each of the new at debug. For one context.
 */
final class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    private final Publisher<Event> events;
    private final MeterRegistry meters;
    private final IntSupplier running;
    private Future<Void> said = Future.succeededFuture();
    private boolean inSight;
    private int found;

    /** @param running how many containers run, as far as is known */
    Telling(Publisher<Event> events, MeterRegistry meters, IntSupplier running) {
        this.events = events;
        this.meters = meters;
        this.running = running;
    }

    /** Completes when every stage has taken all of them. */
    Future<Void> all(List<Event> happened) {
        Future<Void> all = Future.succeededFuture();
        for (Event event : happened) {
            all = all.compose(before -> events.deliver(event));
        }
        // What follows from them is under way meanwhile, on other threads.
        happened.forEach(this::note);
        return all;
    }

    /** What we say of the engine arrives in the order in which it was said, also after one that was not taken. */
    Future<Void> next(EngineEvent event) {
        said = said.transform(before -> all(List.of(event)));
        return said;
    }

    private void note(Event event) {
        switch (event) {
            case EngineEvent.Connected connected -> {
                say(Level.INFO, connected);
                LOG.atInfo()
                        .addKeyValue("running", running.getAsInt())
                        .addKeyValue("new", found)
                        .log("Containers were found");
                inSight = true;
                found = 0;
            }
            case EngineEvent.Disconnected disconnected -> {
                say(Level.INFO, disconnected);
                inSight = false;
            }
            case ContainerEvent.Started started when started.cause() == StartCause.FOUND && !inSight -> {
                say(Level.DEBUG, started);
                found++;
            }
            default -> say(Level.INFO, event);
        }
        Counter.builder("dockmedic.events")
                .description("Events published")
                .tag("kind", event.kind())
                .register(meters)
                .increment();
    }

    private static void say(Level level, Event event) {
        LOG.atLevel(level)
                .addKeyValue("event", event.kind())
                .addKeyValue("service", event.subject())
                .log(event::summary);
    }
}
