package io.dockmedic.remediation.action.limits;

import io.dockmedic.remediation.decide.brake.Group;
import io.dockmedic.rules.duration.PrometheusDuration;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule asks of {@code limits}.
 *
 * @param memory  how far the limit is raised, from what it is
 * @param ceiling how far at most, from what it was before the first raise
 * @param calm    it is put back when its container has been well below the old limit for so long
 */
record LimitsSettings(Amount memory, Amount ceiling, Duration calm) {
    static final String MEMORY = "memory";
    static final String CEILING = "ceiling";
    static final String CALM = "calm";

    /** What runs once a day has run once. */
    private static final Duration DAY = Duration.ofDays(1);
    /** In less there is no second reading. */
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final String AMOUNT = " must be 1.5x, +256MiB or 2GiB, not ";

    /** What its parameters mean, by name. */
    static final Map<String, String> MEANINGS = Map.of(
            MEMORY, "how far the memory limit is raised, 1.5x, +256MiB or 2GiB; 1.5x when left out",
            CEILING, "how far at most, from the limit before the first raise; 1.5x when left out",
            CALM, "it is put back when less than 80 % of the old limit was used for so long; 24h when left out");

    /** How they are written, where that is one form. */
    static final Map<String, String> FORMS = Map.of(CALM, PrometheusDuration.FORM);

    /** Parameters without a {@link #problem}. */
    static LimitsSettings of(Map<String, String> parameters) {
        return new LimitsSettings(amount(parameters, MEMORY), amount(parameters, CEILING),
                Optional.ofNullable(parameters.get(CALM)).flatMap(PrometheusDuration::parse).orElse(DAY));
    }

    /** With no more than a group's ceiling for what belongs to one. */
    LimitsSettings within(Group group) {
        return Amount.parse(group.memoryCeiling())
                .map(least -> new LimitsSettings(memory, new Amount.Less(ceiling, least, group.name()), calm))
                .orElse(this);
    }

    private static Amount amount(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).flatMap(Amount::parse).orElse(Amount.USUAL);
    }

    /** What is wrong with them, with what to write instead. */
    static Optional<String> problem(Map<String, String> parameters) {
        for (String name : new String[]{MEMORY, CEILING}) {
            String text = parameters.get(name);
            if (text != null && Amount.parse(text).isEmpty()) {
                return Optional.of(name + AMOUNT + text);
            }
        }
        String calm = parameters.get(CALM);
        return calm == null
                || PrometheusDuration.parse(calm).filter(time -> time.compareTo(SHORTEST) >= 0).isPresent()
                        ? Optional.empty()
                        : Optional.of(CALM + " must be a duration such as 24h, 10s at least, not " + calm);
    }
}
