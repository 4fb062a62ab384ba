package io.dockmedic.remediation.company;

import io.dockmedic.collectors.base.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Since when the clock on the wall was not set, as far as we saw. For one thread. */
final class ClockSteps {
    /** What a clock that is kept right is corrected by. */
    private static final Duration SMALL = Duration.ofMinutes(1);
    /** Nobody saw it set. */
    private static final Duration LONG = Duration.ofDays(365);

    private @Nullable Duration ahead;
    private @Nullable Instant stepped;

    /** For how long by our own time it was not; very long where we never saw that. A step is dated when it is seen. */
    Duration since(Clock clock) {
        Instant now = clock.now();
        Duration by = Duration.between(now, clock.shown(now));
        Duration before = ahead;
        if (before != null && by.minus(before).abs().compareTo(SMALL) > 0) {
            stepped = now;
        }
        ahead = by;
        Instant last = stepped;
        return last == null ? LONG : Duration.between(last, now);
    }
}
