package io.dockmedic.collectors.base.time;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Vert.x timers: a task runs on the context (verticle) that asked for it. Granularity is one millisecond. */
public final class VertxTimers implements Timers {
    private final Vertx vertx;

    public VertxTimers(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Pending after(Duration delay, Runnable task) {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
        return () -> vertx.cancelTimer(id);
    }
}
