package io.dockmedic.collectors.base.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Dates in our own time what another clock stamped, in the order in which it is told. That clock may be off, and may be
 * set while we listen. Nothing is dated later than now, nor earlier than what was told before it. Until that clock shows
 * otherwise it is this machine's, so that each run of ours gives the same date to the same stamp, and what one run has heard
 * stays before what another one hears. Not safe for use by several threads.
 */
public final class ForeignTime {
    /** What is told as it happens and looks older than this was stamped by a clock that was set back. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private final Clock clock;
    private Duration ahead;
    private Instant last = Instant.MIN;

    public ForeignTime(Clock clock) {
        this.clock = clock;
        this.ahead = thisMachines();
    }

    /**
     * That clock showed {@code theirs} at a moment that is known no better than this. What it was thought to be ahead stays as
     * it is where it fits: an answer that took long tells less, and must not move what is dated.
     *
     * @param from when it was asked, in our own time
     * @param to   when it had answered
     */
    public void shows(Instant theirs, Instant from, Instant to) {
        Duration least = Duration.between(to, theirs);
        Duration most = Duration.between(from, theirs);
        if (!within(least, ahead, most)) {
            Duration local = thisMachines();
            ahead = within(least, local, most) ? local : least.plus(most.minus(least).dividedBy(2));
        }
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

    /** What the clock of this machine is ahead of our own time, which nobody sets. */
    private Duration thisMachines() {
        Instant now = clock.now();
        return Duration.between(now, clock.shown(now));
    }

    private static boolean within(Duration least, Duration value, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private Instant inOrder(Instant at, Instant now) {
        Instant notBefore = at.isBefore(last) ? last : at;
        last = notBefore.isAfter(now) ? now : notBefore;
        return last;
    }
}
