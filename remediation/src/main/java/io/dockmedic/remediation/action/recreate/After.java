package io.dockmedic.remediation.action.recreate;

import io.dockmedic.rules.duration.PrometheusDuration;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The parameter {@code after} of what makes a container anew: whoever deployed one just now is still at it.
 *
 * @param age below which a container was deployed just now
 */
public record After(Duration age) {
    private static final String NAME = "after";
    private static final Duration DEFAULT = Duration.ofMinutes(30);

    /** How it is written. */
    public static final Map<String, String> FORMS = Map.of(NAME, PrometheusDuration.FORM);

    /**
     * What it means, by its name.
     *
     * @param otherwise what is done about a younger one, for people
     */
    public static Map<String, String> meaning(String otherwise) {
        return Map.of(NAME, "how long ago the container must have been made, 30m by default: " + otherwise);
    }

    /** By default where it is not there, or wrong. */
    public static After of(Map<String, String> parameters) {
        return new After(age(parameters).orElse(DEFAULT));
    }

    /** What is wrong with it; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return parameters.containsKey(NAME) && age(parameters).isEmpty()
                ? Optional.of("after: " + parameters.get(NAME) + " is no duration; write it like 30m")
                : Optional.empty();
    }

    private static Optional<Duration> age(Map<String, String> parameters) {
        return Optional.ofNullable(parameters.get(NAME)).flatMap(PrometheusDuration::parse);
    }
}
