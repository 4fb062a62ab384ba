package io.dockmedic.collectors.base.time;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Vert.x timers: a task runs on the context (verticle) that asked for it. Granularity is one millisecond; what is due
 * already does not wait for it.
 */
public final class VertxTimers implements Timers {
    private final Vertx vertx;

    public VertxTimers(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Pending after(Duration delay, Runnable task) {
        if (!delay.isPositive()) {
            AtomicBoolean cancelled = new AtomicBoolean();
            vertx.runOnContext(now -> {
                if (!cancelled.get()) {
                    task.run();
                }
            });
            return () -> cancelled.set(true);
        }
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
        return () -> vertx.cancelTimer(id);
    }
}
