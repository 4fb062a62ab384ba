package io.dockmedic.collectors.container.fault;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what fails in containers by service, from readings and from what the engine tells. A count goes on when the container is
 * made anew, and begins at 0 when Dockmedic starts.
 */
public final class FaultStage extends VerticleBase {
    /** As publishers know it. */
    public static final String SUBSCRIBER = "faults";

    /** The part of {@code /metrics} that shows them. */
    public static final String PART = "services";

    private final Tally tally = new Tally();
    private final FaultMetrics metrics = new FaultMetrics(tally::all);
    private final List<Subscriber<Event>> subscribers = new ArrayList<>();

    @Override
    public Future<?> start() {
        subscribers.add(Subscriber.on(vertx, Events.SAMPLES, SUBSCRIBER, this::heard));
        subscribers.add(Subscriber.on(vertx, Events.TOPIC, SUBSCRIBER, this::heard));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Future.join(subscribers.stream().map(Subscriber::close).toList());
    }

    /** What is shown of them. May be asked from any thread. */
    public MultiCollector metrics() {
        return metrics;
    }

    private Future<Void> heard(Event event) {
        tally.heard(event);
        return Future.succeededFuture();
    }
}
