package io.dockmedic.collectors.base.bus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends to every named subscriber of a topic and knows when each has dealt with it. The event bus has no
 * back-pressure of its own, so whoever publishes waits for the returned future before going beyond its own bound.
 * Messages from one context arrive in order.
 */
public final class Publisher<T> {
    private static final Duration ACKNOWLEDGE_WITHIN = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final Topic<T> topic;
    private final List<String> subscribers;
    private final DeliveryOptions options;
    private final Counter lost;

    /** @param subscribers the names that {@link Subscriber}s of this topic use; all must be there before the first message */
    public Publisher(Vertx vertx, Topic<T> topic, List<String> subscribers, MeterRegistry meters) {
        this.vertx = vertx;
        this.topic = topic;
        this.subscribers = List.copyOf(subscribers);
        this.options = ByReference.options(vertx.eventBus()).setSendTimeout(ACKNOWLEDGE_WITHIN.toMillis());
        this.lost = Counter.builder("dockmedic.bus.unacknowledged")
                .description("Messages that a stage failed on or did not acknowledge in time")
                .tag("topic", topic.address())
                .register(meters);
    }

    /**
     * Completes when every subscriber has dealt with {@code message}; fails, and is counted, when one failed on it,
     * is not there or took over a minute.
     */
    public Future<Void> publish(T message) {
        List<Future<?>> acknowledged = new ArrayList<>(subscribers.size());
        for (String subscriber : subscribers) {
            acknowledged.add(vertx.eventBus()
                    .request(topic.addressOf(subscriber), message, options)
                    .onFailure(cause -> lost.increment()));
        }
        return Future.join(acknowledged).mapEmpty();
    }
}
