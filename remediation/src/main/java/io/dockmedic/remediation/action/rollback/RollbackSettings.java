package io.dockmedic.remediation.action.rollback;

import io.dockmedic.rules.duration.PrometheusDuration;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule asks of {@code rollback}.
 *
 * @param after for a container that was made less long ago a person is asked
 */
record RollbackSettings(Duration after) {
    static final Map<String, String> MEANINGS = Map.of("after",
            "how long ago the container must have been made, 30m by default: for what was deployed since, a person is asked");

    private static final String AFTER = "after";
    private static final Duration DEFAULT = Duration.ofMinutes(30);

    /** With what is not there, or wrong, as by default. */
    static RollbackSettings of(Map<String, String> parameters) {
        return new RollbackSettings(after(parameters).orElse(DEFAULT));
    }

    /** What is wrong with them; empty when nothing is. */
    static Optional<String> problem(Map<String, String> parameters) {
        return parameters.containsKey(AFTER) && after(parameters).isEmpty()
                ? Optional.of("after: " + parameters.get(AFTER) + " is no duration; write it like 30m")
                : Optional.empty();
    }

    private static Optional<Duration> after(Map<String, String> parameters) {
        return Optional.ofNullable(parameters.get(AFTER)).flatMap(PrometheusDuration::parse);
    }
}
