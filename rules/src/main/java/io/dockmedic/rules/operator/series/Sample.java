package io.dockmedic.rules.operator.series;

import java.time.Duration;
import java.time.Instant;

/** What a field was when its event happened. Never infinite. */
public record Sample(Instant at, double value) {
    private static final double NANOS = 1e9;

    /** Seconds from this one to {@code later}. */
    public double secondsTo(Sample later) {
        return seconds(Duration.between(at, later.at));
    }

    /** With the parts of one. */
    public static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
