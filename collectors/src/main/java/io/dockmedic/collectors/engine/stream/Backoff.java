package io.dockmedic.collectors.engine.stream;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits between attempts: doubling, and between half and all of it by chance, so that many of us do not march. */
final class Backoff {
    private final Duration first;
    private final Duration last;
    private final RandomGenerator random;
    private Duration next;

    Backoff(Duration first, Duration last, RandomGenerator random) {
        this.first = first;
        this.last = last;
        this.random = random;
        this.next = first;
    }

    Duration next() {
        long nanos = next.toNanos();
        next = next.multipliedBy(2).compareTo(last) < 0 ? next.multipliedBy(2) : last;
        return Duration.ofNanos(nanos / 2 + random.nextLong(nanos / 2 + 1));
    }

    void reset() {
        next = first;
    }
}
