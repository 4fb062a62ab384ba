package io.dockmedic.benchmarks.reaction;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits, for something or only for time to pass. */
public final class Waiting {
    private static final Duration STEP = Duration.ofMillis(2);

    private Waiting() {}

    /** @throws IllegalStateException when it has not come about in time */
    public static void until(String what, Duration atMost, BooleanSupplier holds) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + atMost.toSeconds() + " s: " + what);
            }
            quietly(STEP);
        }
    }

    public static void quietly(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
