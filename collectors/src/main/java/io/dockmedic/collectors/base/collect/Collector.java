package io.dockmedic.collectors.base.collect;

import io.dockmedic.collectors.base.hang.StuckException;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What every collector is: a stage that reads at an interval, one round at a time, and says in health how that went. A
 * round that fails is said and counted, and so is one that does not come back: it is given up after a while, what it finds later is
 * not used, and the next one begins anew. Whatever one collector waits for, the others go on. All but {@link #name} and
 * {@link #pace} is called on the stage's own context.
 */
public abstract class Collector extends VerticleBase {
    private static final int NONE = 0;
    /** Between the beginnings of two rounds, however often one is asked for. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final String name;
    private final Pace pace;
    private final Health health;
    private final MeterRegistry meters;
    private @Nullable Timers timers;
    private Timers.@Nullable Pending next;
    private long begun;
    private long underWay;
    /** Whether that under way was asked for. */
    private boolean extra;
    private boolean wanted;
    /** One of the interval whose turn came while one that was asked for was under way. */
    private boolean owed;
    private boolean resting;

    /** What a round found. */
    @FunctionalInterface
    protected interface Found {
        /** Takes it over, and says how the collector is. Not called for a round that was given up. */
        Health.Part take();
    }

    /** @param name in health, and as a label of metrics */
    protected Collector(String name, Pace pace, Health health, MeterRegistry meters) {
        this.name = name;
        this.pace = pace;
        this.health = health;
        this.meters = meters;
    }

    /** Its name in health, and as a label of metrics. */
    public final String name() {
        return name;
    }

    /** When it works. */
    public final Pace pace() {
        return pace;
    }

    /** Reads; never blocks. */
    protected abstract Future<Found> round();

    /** The one that {@link #soon} asks for; like any other, as a rule. */
    protected Future<Found> extraRound() {
        return round();
    }

    /** Makes ready what rounds need. */
    protected void open(Timers own) {}

    /** Lets go of what rounds needed; none begins any more, but one may be under way. */
    protected void release() {}

    /** Whether there is anything to do, now; asked once an interval. */
    protected boolean due() {
        return true;
    }

    /** Until the next round; the interval, as a rule. */
    protected Duration pause() {
        return pace.interval();
    }

    /**
     * A round besides those at the interval, which go on as they would: at once, but not within a second after one has begun,
     * nor before the one under way is over. Asked for again before it begins, it is the same one. One at the interval that
     * it holds up begins when it is over.
     */
    protected final void soon() {
        wanted = true;
        runIfWanted();
    }

    @Override
    public final Future<?> start() {
        begin(new VertxTimers(vertx));
        return Future.succeededFuture();
    }

    /** A round under way is not waited for. */
    @Override
    public final Future<?> stop() {
        timers = null;
        underWay = NONE;
        if (next != null) {
            next.cancel();
        }
        release();
        return Future.succeededFuture();
    }

    final void begin(Timers own) {
        timers = own;
        open(own);
        if (pace.first().isZero()) {
            turn();
        } else {
            next = own.after(pace.first(), this::turn);
        }
    }

    private void turn() {
        Timers own = timers;
        if (own == null) {
            return;
        }
        next = own.after(pause(), this::turn);
        if (due()) {
            if (underWay == NONE) {
                run(own, false);
            } else if (extra) {
                owed = true;
            } else {
                count("skipped");
            }
        }
    }

    private void runIfWanted() {
        Timers own = timers;
        if (own == null || underWay != NONE) {
            return;
        }
        if (owed) {
            run(own, false);
        } else if (wanted && !resting) {
            run(own, true);
        }
    }

    private void run(Timers own, boolean askedFor) {
        long mine = ++begun;
        underWay = mine;
        extra = askedFor;
        owed = false;
        wanted = false;
        resting = true;
        own.after(REST, () -> {
            if (begun == mine) {
                resting = false;
                runIfWanted();
            }
        });
        Timers.Pending late = own.after(pace.late(), () -> {
            if (underWay == mine) {
                health.say(name, Health.Status.DEGRADED, "a round has not come back for " + pace.late().toSeconds()
                        + " s; what is shown is older");
            }
        });
        Timers.Pending limit = own.after(pace.limit(), () -> {
            if (isOver(mine)) {
                failed("stuck", "a round has not come back within " + pace.limit().toSeconds()
                        + " s; it is given up and begun anew");
                runIfWanted();
            }
        });
        Future<Found> found;
        try {
            found = askedFor ? extraRound() : round();
        } catch (RuntimeException e) {
            found = Future.failedFuture(e);
        }
        found.onComplete(read -> {
            if (isOver(mine)) {
                late.cancel();
                limit.cancel();
                came(read.succeeded() ? read.result() : null, read.cause());
                runIfWanted();
            }
        });
    }

    /** Whether this round was the one that is waited for; from now on none is. */
    private boolean isOver(long round) {
        boolean waitedFor = underWay == round;
        if (waitedFor) {
            underWay = NONE;
        }
        return waitedFor;
    }

    private void came(@Nullable Found found, @Nullable Throwable cause) {
        if (found == null) {
            failed(cause instanceof StuckException ? "stuck" : "failed", "not read: " + message(cause));
            return;
        }
        try {
            Health.Part part = found.take();
            count(part.status() == Health.Status.UP ? "ok" : "partial");
            health.say(name, part.status(), part.reason());
        } catch (RuntimeException e) {
            failed("failed", "not read: " + e);
        }
    }

    private static String message(@Nullable Throwable cause) {
        return cause instanceof StuckException ? String.valueOf(cause.getMessage()) : String.valueOf(cause);
    }

    private void failed(String result, String reason) {
        count(result);
        health.say(name, Health.Status.DEGRADED, reason);
    }

    private void count(String result) {
        Counter.builder("dockmedic.collector.rounds")
                .description(
                        "Rounds of a collector, by how they ended")
                .tags("collector", name, "result", result)
                .register(meters)
                .increment();
    }
}
