package io.dockmedic.rules.state.recorded;

import java.time.Duration;

/**
 * How much of what the rules see is kept; whichever limit is reached first.
 *
 * @param age   zero for nothing at all
 * @param bytes as they are packed
 */
public record RecordLimits(Duration age, long bytes) {
    /** Two days, 64 MiB. */
    public static final RecordLimits DEFAULT = new RecordLimits(Duration.ofDays(2), 64L << 20);

    /** Nothing. */
    public static final RecordLimits NONE = new RecordLimits(Duration.ZERO, 0);

    /** However small they are. */
    static final long EVENTS = 2_000_000;

    boolean any() {
        return !age.isZero() && bytes > 0;
    }
}
