package io.dockmedic.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens in other processes. */
final class Patience {
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(100).toNanos();

    private Patience() {}

    /** Whether it came true in time; looked at every 100 ms. */
    static boolean until(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return true;
    }

    /** Lets time pass, as people do between two acts. */
    static void linger(Duration time) {
        until(time, () -> false);
    }
}
