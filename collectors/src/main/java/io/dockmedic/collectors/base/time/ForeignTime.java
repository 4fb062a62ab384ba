package io.dockmedic.collectors.base.time;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Dates in our own time what another clock stamped, in the order in which it is told. That clock may be off, and may be
 * set while we listen. Nothing is dated later than now, nor earlier than what was told before it. Until that clock shows
 * otherwise it is this machine's, so that each run of ours gives the same date to the same stamp, and what one run has heard
 * stays before what another one hears. Not safe for use by several threads.
 */
public final class ForeignTime {
    /** What is told as it happens and looks older than this was stamped by a clock that was set back. */
    private static final Duration LATE = Duration.ofSeconds(30);

    /** Stamps are told out of their order by no more. */
    private static final Duration OUT_OF_ORDER = Duration.ofSeconds(1);

    private final Clock clock;
    private Duration ahead;
    private @Nullable Duration before;
    private Instant last = Instant.MIN;

    public ForeignTime(Clock clock) {
        this.clock = clock;
        this.ahead = thisMachines();
    }

    /** Goes on from the last that an earlier run of ours has dealt with: what that dated stays in order with what we hear. */
    public void goesOn(Instant stamp, Instant dated) {
        Instant now = clock.now();
        ahead = Duration.between(dated, stamp);
        last = dated.isAfter(now) ? now : dated;
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
            isAhead(within(least, local, most) ? local : least.plus(most.minus(least).dividedBy(2)));
        }
    }

    /** When that happened which is told as it happens. */
    public Instant live(Instant stamp) {
        Instant now = clock.now();
        Duration delay = Duration.between(stamp.minus(ahead), now);
        if (delay.isNegative() || delay.compareTo(LATE) > 0) {
            isAhead(Duration.between(now, stamp));
        }
        return inOrder(stamp.minus(ahead), now);
    }

    /** When that happened which is told afterwards; it may have been stamped before that clock was last set. */
    public Instant past(Instant stamp) {
        Instant now = clock.now();
        Instant at = stamp.minus(ahead);
        Duration was = before;
        return inOrder(was == null || mayBe(at, now) || !mayBe(stamp.minus(was), now) ? at : stamp.minus(was), now);
    }

    private void isAhead(Duration by) {
        before = ahead;
        ahead = by;
    }

    private boolean mayBe(Instant at, Instant now) {
        return !at.isAfter(now) && (last.equals(Instant.MIN) || !at.isBefore(last.minus(OUT_OF_ORDER)));
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
