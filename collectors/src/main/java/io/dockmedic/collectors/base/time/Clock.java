package io.dockmedic.collectors.base.time;

import java.time.Instant;

/** The time, injected. Nothing outside this package asks the JVM for it. Safe for use by several threads. */
public interface Clock {
    /**
     * Our own time: what the wall clock showed when we began, run on steadily. Nobody who sets the wall clock moves it,
     * so any two of these can be compared, also with those kept from before our restart.
     */
    Instant now();

    /** Monotonic nanoseconds; only differences mean anything, and those without the time the machine slept. */
    long nanos();

    /** What the wall clock, as it is set now, showed or will show at {@code own} time: for people and receivers. */
    Instant shown(Instant own);
}
