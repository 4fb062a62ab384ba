package io.dockmedic.collectors.engine.watch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One lane a container: what concerns one container is done one after another, what concerns different ones at the
 * same time. All on one context. Knows how much waits in all, so that the stream can be held back.
 */
final class Lanes {
    private final int most;
    private final Map<String, Future<?>> tails = new HashMap<>();
    private int pending;
    private Promise<Void> room = Promise.promise();

    /** @param most how many tasks may wait before {@link #room} makes the caller wait */
    Lanes(int most) {
        this.most = most;
    }

    /** Runs {@code task} after everything submitted for {@code key} before; its failure does not stop the lane. */
    <T> Future<T> submit(String key, Supplier<Future<T>> task) {
        pending++;
        Future<?> before = tails.getOrDefault(key, Future.succeededFuture());
        Future<T> result = before.transform(done -> task.get());
        tails.put(key, result);
        result.onComplete(done -> {
            tails.remove(key, result);
            pending--;
            if (pending < most) {
                Promise<Void> waiting = room;
                room = Promise.promise();
                waiting.tryComplete();
            }
        });
        return result;
    }

    /** Completes when there is room for more. */
    Future<Void> room() {
        return pending < most ? Future.succeededFuture() : room.future();
    }

    int pending() {
        return pending;
    }
}
