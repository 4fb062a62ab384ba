package io.dockmedic.collectors.advice.usage;

import io.dockmedic.collectors.event.Usage;
import java.time.Duration;

/** Readings as the tests want them. */
public final class Readings {
    private Readings() {}

    /** One of ten seconds. */
    public static Usage usage(long memory, long memoryLimit, int cpuPercent, int cpuLimit, int throttled, int threads,
            int threadsLimit) {
        return new Usage(Duration.ofSeconds(10), cpuPercent, cpuLimit, throttled, memory, memoryLimit, 0, 0, threads,
                threadsLimit, 0, 0, 0, 0, 0, 0, 0);
    }
}
