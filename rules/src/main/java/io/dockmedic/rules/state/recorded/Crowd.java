package io.dockmedic.rules.state.recorded;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ExternalEvent;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps what others send from pushing out all else, and from taking the time of all else: so many of it are worth keeping of a minute.
 * For use by one thread.
 */
final class Crowd {
    static final int MOST = 1_000;
    private static final long MINUTE = Duration.ofMinutes(1).toSeconds();

    private long minute;
    private int came;

    /** Whether it is one too many. */
    boolean isBeyond(Event event, Instant now) {
        if (!(event instanceof ExternalEvent)) {
            return false;
        }
        long of = Math.floorDiv(now.getEpochSecond(), MINUTE);
        if (of != minute) {
            minute = of;
            came = 0;
        }
        came++;
        return came > MOST;
    }
}
