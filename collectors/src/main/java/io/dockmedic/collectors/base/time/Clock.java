package io.dockmedic.collectors.base.time;

import java.time.Instant;

/** The time, injected. Nothing outside this package asks the JVM for it. Safe for use by several threads. */
public interface Clock {
    /** Wall-clock time, which a person or NTP may set back or forward at any moment. */
    Instant now();

    /** Monotonic nanoseconds; only differences mean anything. Measure durations and deadlines with this one. */
    long nanos();
}
