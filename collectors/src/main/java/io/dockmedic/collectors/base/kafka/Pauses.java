package io.dockmedic.collectors.base.kafka;

import java.time.Duration;

/** How long to leave a cluster alone that did not answer. */
final class Pauses {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Pauses() {}

    /**
     * Doubles up to a minute.
     *
     * @param failures so far, 1 and up
     * @param random   from 0 to 1, spreads the pauses by half either way
     */
    static Duration after(int failures, double random) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, 20));
        Duration base = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return Duration.ofMillis((long) (base.toMillis() * (0.5 + random)));
    }
}
