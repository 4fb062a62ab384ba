package io.dockmedic.collectors.base.time;

import java.time.Duration;

/** Timers, injected. Each task runs once, on the thread (event loop) that asked for it. */
public interface Timers {
    /** Runs {@code task} once after {@code delay}; a delay of zero or less means as soon as possible, never inline. */
    Pending after(Duration delay, Runnable task);

    /** A timer that has not run yet. */
    interface Pending {
        /** Makes sure the task does not run. Cancelling one that has run does nothing. */
        void cancel();
    }
}
