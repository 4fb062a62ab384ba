package io.dockmedic.remediation.escalate;

import java.time.Duration;
import java.util.Set;

/** How long to wait before a message is sent again, by what the receiver answered. */
final class Patience {
    /** After this the message is given up. */
    static final Duration GIVE_UP = Duration.ofDays(1);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration UNTIL_SOMEBODY_MENDS_IT = Duration.ofMinutes(10);

    /** Statuses below 500 that pass by themselves; the others need a person to change something. */
    private static final Set<Integer> PASSING = Set.of(0, 408, 425, 429);

    private Patience() {}

    /**
     * How long to wait.
     *
     * @param failures so far, 1 and up
     * @param random   from 0 to 1, spreads the waits by half either way
     */
    static Duration after(int status, int failures, double random) {
        Duration base = UNTIL_SOMEBODY_MENDS_IT;
        if (status >= 500 || PASSING.contains(status)) {
            Duration doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, 20));
            base = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        }
        return Duration.ofMillis((long) (base.toMillis() * (0.5 + random)));
    }
}
