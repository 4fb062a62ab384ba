package io.dockmedic.rules.engine;

import io.dockmedic.collectors.base.time.Clock;
import java.time.Instant;

/**
 * Time for deadlines: the wall clock as it was at our start, run on by the monotonic clock. A person or NTP setting the
 * wall clock neither fires nor delays anything.
 */
final class SteadyTime {
    private final Clock clock;
    private final Instant start;
    private final long startNanos;

    SteadyTime(Clock clock) {
        this.clock = clock;
        this.start = clock.now();
        this.startNanos = clock.nanos();
    }

    Instant now() {
        return start.plusNanos(clock.nanos() - startNanos);
    }
}
