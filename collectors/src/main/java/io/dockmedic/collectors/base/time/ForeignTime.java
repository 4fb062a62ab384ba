package io.dockmedic.collectors.base.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Dates in our own time what another clock stamped, in the order in which it is told. That clock may be off, and may be
 * set while we listen. Nothing is dated later than now, nor earlier than what was told before it. Not safe for use by
 * several threads.
 */
public final class ForeignTime {
    /** What is told as it happens and looks older than this was stamped by a clock that was set back. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private final Clock clock;
    private Duration ahead = Duration.ZERO;
    private Instant last = Instant.MIN;

    public ForeignTime(Clock clock) {
        this.clock = clock;
    }

    /** That clock shows {@code theirs} now. */
    public void shows(Instant theirs) {
        ahead = Duration.between(clock.now(), theirs);
    }

    /** When that happened which is told as it happens. */
    public Instant live(Instant stamp) {
        Instant now = clock.now();
        Duration delay = Duration.between(stamp.minus(ahead), now);
        if (delay.isNegative() || delay.compareTo(LATE) > 0) {
            ahead = Duration.between(now, stamp);
        }
        return inOrder(stamp.minus(ahead), now);
    }

    /** When that happened which is told afterwards. */
    public Instant past(Instant stamp) {
        return inOrder(stamp.minus(ahead), clock.now());
    }

    private Instant inOrder(Instant at, Instant now) {
        Instant notBefore = at.isBefore(last) ? last : at;
        last = notBefore.isAfter(now) ? now : notBefore;
        return last;
    }
}
