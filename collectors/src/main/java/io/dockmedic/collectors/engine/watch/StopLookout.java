package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Looks ahead in the stream for a container's {@code stop} while its death is still being judged. */
final class StopLookout implements Scene.AwaitStop {
    private final Timers timers;
    private final Map<String, Promise<Boolean>> waiting = new HashMap<>();
    private final Map<String, Integer> queued = new HashMap<>();

    StopLookout(Timers timers) {
        this.timers = timers;
    }

    /** A {@code stop} was read; it is in the container's lane now, behind the death. */
    void arrived(String containerId) {
        queued.merge(containerId, 1, Integer::sum);
        Promise<Boolean> promise = waiting.remove(containerId);
        if (promise != null) {
            promise.tryComplete(true);
        }
    }

    /** The lane has come to the {@code stop}. */
    void handled(String containerId) {
        queued.computeIfPresent(containerId, (id, count) -> count > 1 ? count - 1 : null);
    }

    @Override
    public Future<Boolean> within(String containerId, Duration time) {
        if (queued.containsKey(containerId)) {
            return Future.succeededFuture(true);
        }
        Promise<Boolean> promise = Promise.promise();
        waiting.put(containerId, promise);
        timers.after(time, () -> {
            waiting.remove(containerId, promise);
            promise.tryComplete(false);
        });
        return promise.future();
    }
}
