package io.dockmedic.collectors.base.time;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our own time on this machine: the monotonic clock, counted from what the wall clock once showed. When the wall clock
 * jumps it is asked what happened: after a sleep of the machine our time is moved on too, else only what is shown.
 */
public final class SystemClock implements Clock {
    private static final Logger LOG = LoggerFactory.getLogger(SystemClock.class);
    /** Less is not worth a person's eye, and two clocks cannot be read at once. */
    private static final Duration JUMP = Duration.ofSeconds(2);

    /**
     * One moment on all clocks.
     *
     * @param ahead how far the wall clock is ahead of our time
     */
    private record Anchor(Instant own, Machine.Reading then, Duration ahead) {
        Instant own(long nanos) {
            return own.plusNanos(nanos - then.nanos());
        }
    }

    private final Machine machine;
    private volatile Anchor anchor;

    /** Begins with what the wall clock shows. */
    public SystemClock() {
        this(Machine.HERE, null);
    }

    private SystemClock(Machine machine, TimeFile.@Nullable Kept kept) {
        this.machine = machine;
        Machine.Reading now = machine.read();
        Instant own = kept == null ? now.wall() : kept.now(now);
        this.anchor = new Anchor(own, now, ahead(own, now.wall()));
    }

    /**
     * Goes on with the time of our last run, if the machine was not booted since; else begins with the wall clock.
     *
     * @param file where our time is kept; a file that cannot be read or written costs the memory of a jump while we
     *             were away, and no more
     */
    public static SystemClock continuing(Path file) {
        return continuing(file, Machine.HERE);
    }

    static SystemClock continuing(Path file, Machine machine) {
        TimeFile kept = new TimeFile(file);
        SystemClock clock = new SystemClock(machine, kept.read(machine.boot()));
        kept.write(machine.boot(), clock.anchor.own(), clock.anchor.then());
        return clock;
    }

    @Override
    public Instant now() {
        long nanos = machine.nanos();
        Anchor known = anchor;
        Instant own = known.own(nanos);
        return jumped(known, own, machine.wall()) ? look() : own;
    }

    @Override
    public long nanos() {
        return machine.nanos();
    }

    @Override
    public Instant shown(Instant own) {
        now();
        return own.plus(anchor.ahead());
    }

    private synchronized Instant look() {
        Machine.Reading now = machine.read();
        Anchor known = anchor;
        Instant own = known.own(now.nanos()).plus(now.sleptSince(known.then()));
        if (jumped(known, known.own(now.nanos()), now.wall())) {
            anchor = new Anchor(own, now, ahead(own, now.wall()));
            LOG.atWarn()
                    .addKeyValue("by", Duration.between(known.own(now.nanos()).plus(known.ahead()), now.wall()))
                    .log("the wall clock jumped; what was decided before goes on as if it had not");
        }
        return own;
    }

    private static boolean jumped(Anchor known, Instant own, Instant wall) {
        return Duration.between(own, wall).minus(known.ahead()).abs().compareTo(JUMP) > 0;
    }

    private static Duration ahead(Instant own, Instant wall) {
        Duration ahead = Duration.between(own, wall);
        return ahead.abs().compareTo(JUMP) > 0 ? ahead : Duration.ZERO;
    }
}
