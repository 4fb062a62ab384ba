package io.dockmedic.api.security;

import io.dockmedic.collectors.base.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps each of many to one pace. What it remembers is bounded: of more than {@value #MOST} at a time, those who come last are
 * counted as if they were one, so a flood of new ones gains nothing and takes nothing from those who were there. Not safe for use
 * by several threads.
 */
public final class Throttle {
    static final int MOST = 4_096;
    private static final long SECOND = 1_000_000_000L;
    private static final String OTHERS = "";

    private final Pace pace;
    private final Clock clock;
    private final long interval;
    /** For each, the time up to which what they asked for has used up their pace; who is not in it has used up none. */
    private final Map<String, Long> used = new HashMap<>();
    private long swept;
    private boolean full;

    public Throttle(Pace pace, Clock clock) {
        this.pace = pace;
        this.clock = clock;
        this.interval = pace.any() ? 0 : SECOND / pace.perSecond();
    }

    /**
     * Whether {@code who} may ask once more now, which is counted then; else for how long they may not.
     *
     * @return zero when they may
     */
    public Duration ask(String who) {
        if (pace.any()) {
            return Duration.ZERO;
        }
        long now = clock.nanos();
        String counted = counted(who, now);
        long ahead = ahead(counted, now);
        Duration wait = until(ahead);
        if (wait.isZero()) {
            used.put(counted, now + ahead + interval);
        }
        return wait;
    }

    /** Whether {@code who} might; nothing is counted. */
    public boolean mayAsk(String who) {
        long now = clock.nanos();
        return pace.any() || until(ahead(counted(who, now), now)).isZero();
    }

    private String counted(String who, long now) {
        return used.containsKey(who) || room(now) ? who : OTHERS;
    }

    /** Only differences between times mean anything. */
    private long ahead(String counted, long now) {
        return Math.max(0, used.getOrDefault(counted, now) - now);
    }

    private Duration until(long ahead) {
        return Duration.ofNanos(Math.max(0, ahead - (pace.burst() - 1) * interval));
    }

    /** How many it remembers. */
    int size() {
        return used.size();
    }

    private boolean room(long now) {
        if (used.size() < MOST) {
            return true;
        }
        // Looking through all of them at each request of a flood would be a gift to it.
        if (!full || now - swept >= SECOND) {
            used.values().removeIf(until -> until - now <= 0);
            swept = now;
            full = used.size() >= MOST;
        }
        return used.size() < MOST;
    }
}
