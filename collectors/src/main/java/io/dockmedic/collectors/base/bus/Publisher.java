package io.dockmedic.collectors.base.bus;

import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to every named subscriber of a topic and knows when each has dealt with it. The event bus has no
 * back-pressure of its own, so whoever publishes waits for the returned future before going beyond its own bound.
 * Messages from one context arrive in order.
 */
public final class Publisher<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final Duration LATE = Duration.ofSeconds(60);
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int MOST_TRIES = 6;

    private final Vertx vertx;
    private final Timers timers;
    private final Topic<T> topic;
    private final List<String> subscribers;
    private final Duration late;
    private final DeliveryOptions limited;
    private final DeliveryOptions patient;
    private final Counter lost;

    /** @param subscribers the names that {@link Subscriber}s of this topic use; all must be there before the first message */
    public Publisher(Vertx vertx, Topic<T> topic, List<String> subscribers, MeterRegistry meters) {
        this(vertx, topic, subscribers, LATE, meters);
    }

    Publisher(Vertx vertx, Topic<T> topic, List<String> subscribers, Duration late, MeterRegistry meters) {
        this.vertx = vertx;
        this.timers = new VertxTimers(vertx);
        this.topic = topic;
        this.subscribers = List.copyOf(subscribers);
        this.late = late;
        this.limited = ByReference.options(vertx.eventBus()).setSendTimeout(late.toMillis());
        this.patient = ByReference.options(vertx.eventBus()).setSendTimeout(FOR_EVER.toMillis());
        this.lost = Counter.builder("dockmedic.bus.unacknowledged")
                .description("Messages that a stage failed on or did not acknowledge in time")
                .tag("topic", topic.address())
                .register(meters);
    }

    /**
     * Completes when every subscriber has dealt with {@code message}; fails, and is counted, when one failed on it,
     * is not there or took over a minute. One that has not begun with it by then leaves it alone.
     */
    public Future<Void> publish(T message) {
        return publish(List.of(message));
    }

    /**
     * The same of some together, in their order: much cheaper than one by one, but acknowledged, or lost, as one. A subscriber
     * that fails on one of them goes on with the next.
     */
    public Future<Void> publish(List<T> messages) {
        return toAll(subscriber -> {
            Sent<T> sent = new Sent<>(messages);
            return send(subscriber, sent, limited).onFailure(cause -> {
                sent.giveUp();
                lost.increment();
            });
        });
    }

    /**
     * Completes when every subscriber has dealt with {@code message}, however long that takes. One that fails on it or
     * is not there gets it again, a few times within seconds; then it fails. Others do not get it twice.
     */
    public Future<Void> deliver(T message) {
        return toAll(subscriber -> deliver(subscriber, message, 1));
    }

    private Future<Void> toAll(Function<String, Future<Void>> each) {
        List<Future<?>> acknowledged = new ArrayList<>(subscribers.size());
        for (String subscriber : subscribers) {
            acknowledged.add(each.apply(subscriber));
        }
        return Future.join(acknowledged).mapEmpty();
    }

    private Future<Void> deliver(String subscriber, T message, int tries) {
        Timers.Pending overdue = timers.after(late, () -> {
            lost.increment();
            LOG.atWarn()
                    .addKeyValue("topic", topic.address())
                    .addKeyValue("stage", subscriber)
                    .log("a stage has not dealt with a message for {} s; it is waited for", late.toSeconds());
        });
        return send(subscriber, new Sent<>(List.of(message)), patient)
                .onComplete(answered -> overdue.cancel())
                .recover(cause -> {
                    lost.increment();
                    return tries == MOST_TRIES
                            ? Future.failedFuture(cause)
                            : pause(tries).compose(waited -> deliver(subscriber, message, tries + 1));
                });
    }

    private Future<Void> pause(int tries) {
        Promise<Void> over = Promise.promise();
        timers.after(FIRST_PAUSE.multipliedBy(1L << (tries - 1)), over::complete);
        return over.future();
    }

    private Future<Void> send(String subscriber, Sent<T> sent, DeliveryOptions options) {
        return vertx.eventBus().request(topic.addressOf(subscriber), sent, options).mapEmpty();
    }
}
