package io.dockmedic.collectors.base.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/**
 * Receives a topic's messages one at a time, in order, on the context that subscribed, and acknowledges each when the
 * handler's future completes. What waits here is bounded by what publishers leave unacknowledged; a message whose
 * publisher has given up waiting is not handled any more.
 */
public final class Subscriber<T> {
    private final Function<T, Future<Void>> handler;
    private final MessageConsumer<Sent<T>> consumer;
    private final Queue<Message<Sent<T>>> waiting = new ArrayDeque<>();
    private boolean busy;

    private Subscriber(Vertx vertx, Topic<T> topic, String name, Function<T, Future<Void>> handler) {
        this.handler = handler;
        this.consumer = vertx.eventBus().consumer(topic.addressOf(name), this::arrived);
    }

    /** Subscribes as {@code name}. An exception or a failed future of the handler goes back to the publisher. */
    public static <T> Subscriber<T> on(
            Vertx vertx, Topic<T> topic, String name, Function<T, Future<Void>> handler) {
        return new Subscriber<>(vertx, topic, name, handler);
    }

    /** Stops receiving; what waits is not handled and fails at the publisher. */
    public Future<Void> close() {
        Future<Void> gone = consumer.unregister();
        waiting.forEach(message -> message.fail(1, "closed"));
        waiting.clear();
        return gone;
    }

    private void arrived(Message<Sent<T>> message) {
        waiting.add(message);
        if (!busy) {
            handleNext();
        }
    }

    private void handleNext() {
        for (Message<Sent<T>> next = waiting.poll(); next != null; next = waiting.poll()) {
            Message<Sent<T>> message = next;
            if (message.body().givenUp()) {
                continue;
            }
            Future<Void> handled = all(message.body().bodies(), 0);
            if (!handled.isComplete()) {
                busy = true;
                handled.onComplete(done -> {
                    answer(message, handled);
                    busy = false;
                    handleNext();
                });
                return;
            }
            answer(message, handled);
        }
    }

    /** One after the other; fails when one did. */
    private Future<Void> all(List<T> bodies, int from) {
        Future<Void> one = call(bodies.get(from));
        return from + 1 == bodies.size()
                ? one
                : one.transform(done -> {
                    Future<Void> rest = all(bodies, from + 1);
                    return one.failed() ? rest.transform(after -> one) : rest;
                });
    }

    private Future<Void> call(T body) {
        try {
            return handler.apply(body);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private static void answer(Message<?> message, Future<Void> handled) {
        if (handled.succeeded()) {
            message.reply(null);
        } else {
            message.fail(1, String.valueOf(handled.cause()));
        }
    }
}
