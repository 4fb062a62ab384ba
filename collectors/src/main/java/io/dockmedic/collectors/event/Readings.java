package io.dockmedic.collectors.event;

import io.dockmedic.collectors.base.bus.Publisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Supplier;

/** Publishes rounds of readings on {@link Events#SAMPLES}, one round at a time. For one context. */
public final class Readings {
    private final Publisher<Event> publisher;
    private Future<Void> told = Future.succeededFuture();

    /** @param subscribers of readings, by name */
    public Readings(Vertx vertx, List<String> subscribers, MeterRegistry meters) {
        this.publisher = new Publisher<>(vertx, Events.SAMPLES, subscribers, meters);
    }

    /**
     * Publishes a round, one reading after the other; leaves it out, without asking for it, while the one before has not
     * been dealt with. A reading that is lost is counted by the publisher.
     */
    public void publish(Supplier<List<Event>> round) {
        if (!told.isComplete()) {
            return;
        }
        Future<Void> all = Future.succeededFuture();
        for (Event event : round.get()) {
            all = all.transform(before -> publisher.publish(event));
        }
        told = all;
    }
}
