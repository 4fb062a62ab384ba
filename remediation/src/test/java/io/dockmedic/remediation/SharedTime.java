package io.dockmedic.remediation;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** Manual time for a verticle: tasks run on the context that asked, as Vert.x' own timers do. */
public final class SharedTime implements Clock, Timers {
    private final ManualTime time;

    public SharedTime(Instant start) {
        this.time = new ManualTime(start);
    }

    @Override
    public synchronized Instant now() {
        return time.now();
    }

    @Override
    public synchronized Instant shown(Instant own) {
        return time.shown(own);
    }

    @Override
    public synchronized long nanos() {
        return time.nanos();
    }

    @Override
    public synchronized Pending after(Duration delay, Runnable task) {
        Context context = Vertx.currentContext();
        boolean[] cancelled = new boolean[1];
        Pending pending = time.after(delay, () -> context.runOnContext(now -> {
            if (!cancelled[0]) {
                task.run();
            }
        }));
        return () -> {
            cancelled[0] = true;
            cancel(pending);
        };
    }

    private synchronized void cancel(Pending pending) {
        pending.cancel();
    }

    public synchronized void setWall(Instant to) {
        time.setWall(to);
    }

    public synchronized void advance(Duration step) {
        time.advance(step);
    }
}
