package io.dockmedic.remediation;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** Time that runs faster than the engine's, for waits that are there so that an engine has its time. */
public final class FastTime implements Clock, Timers {
    public static final int FASTER = 8;

    private final int faster;
    private final Clock real = new SystemClock();
    private final Instant start = real.now();
    private final Timers timers;
    private volatile boolean stopped;
    private volatile Duration leapt = Duration.ZERO;

    public FastTime(Vertx vertx) {
        this(vertx, FASTER);
    }

    /** @param faster than real time, by so much */
    public FastTime(Vertx vertx, int faster) {
        this.faster = faster;
        this.timers = new VertxTimers(vertx);
    }

    /** It is later all at once; what waits, waits on. */
    public void leap(Duration by) {
        leapt = leapt.plus(by);
    }

    /** Nothing runs any more. */
    public void stop() {
        stopped = true;
    }

    @Override
    public Instant now() {
        return start.plus(Duration.between(start, real.now()).multipliedBy(faster)).plus(leapt);
    }

    @Override
    public long nanos() {
        return faster * real.nanos();
    }

    /** The engine's clock, by which it dates what it tells, goes as it goes; before it began this one went as that. */
    @Override
    public Instant shown(Instant own) {
        Duration since = Duration.between(start, own.minus(leapt));
        return start.plus(since.isNegative() ? since : since.dividedBy(faster)).plus(leapt);
    }

    @Override
    public Pending after(Duration delay, Runnable task) {
        return timers.after(delay.dividedBy(faster), () -> {
            if (!stopped) {
                task.run();
            }
        });
    }
}
