package io.dockmedic.remediation.action.stack;

import io.dockmedic.rules.duration.PrometheusDuration;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule asks of {@code restart-stack}.
 *
 * @param each how long each container has to come up
 */
record Settings(Duration each) {
    static final Map<String, String> MEANINGS = Map.of("each",
            "how long each container has to run, to be healthy or to complete, from its start on; 2m by default");

    /** How it is written. */
    static final Map<String, String> FORMS = Map.of("each", PrometheusDuration.FORM);

    private static final String EACH = "each";
    private static final Duration DEFAULT = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** With what is not there, or wrong, as by default. */
    static Settings of(Map<String, String> parameters) {
        return new Settings(each(parameters).orElse(DEFAULT));
    }

    /** What is wrong with them; empty when nothing is. */
    static Optional<String> problem(Map<String, String> parameters) {
        return parameters.containsKey(EACH) && each(parameters).isEmpty()
                ? Optional.of("each must be a duration such as 2m, from 1s to 1h, not " + parameters.get(EACH))
                : Optional.empty();
    }

    private static Optional<Duration> each(Map<String, String> parameters) {
        return Optional.ofNullable(parameters.get(EACH))
                .flatMap(PrometheusDuration::parse)
                .filter(each -> each.compareTo(Duration.ofSeconds(1)) >= 0 && each.compareTo(LONGEST) <= 0);
    }
}
