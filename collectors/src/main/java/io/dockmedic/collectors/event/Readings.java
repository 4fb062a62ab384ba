package io.dockmedic.collectors.event;

import io.dockmedic.collectors.base.bus.Publisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Supplier;

/** Publishes rounds of readings on {@link Events#SAMPLES}, one round at a time. For one context. */
public final class Readings {
    /** Few, so that what is urgent waits for few; one at a time, the way there would cost most. */
    private static final int AT_ONCE = 16;

    private final Publisher<Event> publisher;
    private Future<Void> told = Future.succeededFuture();

    /** @param subscribers of readings, by name */
    public Readings(Vertx vertx, List<String> subscribers, MeterRegistry meters) {
        this.publisher = new Publisher<>(vertx, Events.SAMPLES, subscribers, meters);
    }

    /**
     * Publishes a round, {@value #AT_ONCE} readings at a time; leaves it out, without asking for it, while the one before
     * has not been dealt with. Readings that are lost are counted by the publisher, once for those that went together.
     */
    public void publish(Supplier<List<Event>> round) {
        if (!told.isComplete()) {
            return;
        }
        List<Event> events = round.get();
        Future<Void> all = Future.succeededFuture();
        for (int from = 0; from < events.size(); from += AT_ONCE) {
            List<Event> some = events.subList(from, Math.min(events.size(), from + AT_ONCE));
            all = all.transform(before -> publisher.publish(some));
        }
        told = all;
    }
}
