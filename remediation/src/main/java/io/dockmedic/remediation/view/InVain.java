package io.dockmedic.remediation.view;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which incidents of a known cause were not healed by what was done about them: the same is not done to the others then. It counts
 * while such an incident fires, and for an hour at least. For one context.
 */
public final class InVain {
    private static final Duration AT_LEAST = Duration.ofHours(1);

    /** By incident. */
    private final Map<String, Failure> failures = new HashMap<>();

    private record Failure(String cause, Instant until, boolean fires) {
        boolean counts(Instant now) {
            return fires || now.isBefore(until);
        }
    }

    /** What was done about it did not help, and it fires on. */
    public void failed(String cause, String incident, Instant now) {
        failures.values().removeIf(one -> !one.counts(now));
        failures.put(incident, new Failure(cause, now.plus(AT_LEAST), true));
    }

    /** The incident does not fire any more. */
    public void over(String incident) {
        failures.computeIfPresent(incident, (id, one) -> new Failure(one.cause(), one.until(), false));
    }

    /** Why the same is not done to {@code asker}; empty when nothing stands against it. */
    public String against(String cause, String asker, Instant now) {
        return failures.entrySet()
                .stream()
                .filter(one -> !one.getKey().equals(asker) && one.getValue().cause().equals(cause))
                .filter(one -> one.getValue().counts(now))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .map(one -> "it did not help " + one + ", which the same cause made: the next step is taken")
                .orElse("");
    }
}
