package io.dockmedic.remediation.action.power;

import io.dockmedic.rules.duration.PrometheusDuration;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule asks of {@code gpu-power-limit}.
 *
 * @param by    how far the limit is lowered, from what it is
 * @param floor below which it is not lowered, whatever the GPU would take
 * @param calm  it is put back when nothing has slowed the GPU down for so long
 */
record PowerSettings(Amount by, Amount floor, Duration calm) {
    static final String BY = "by";
    static final String FLOOR = "floor";
    static final String CALM = "calm";

    private static final String LESS = "-";
    private static final Amount TENTH = new Amount(10, true);
    private static final Amount MOST_OF_IT = new Amount(70, true);
    /** A room is warmest once a day. */
    private static final Duration DAY = Duration.ofDays(1);
    /** In less there is no second reading. */
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    /** What its parameters mean, by name. */
    static final Map<String, String> MEANINGS = Map.of(
            BY, "how far the limit is lowered, -10% of what it usually is, or -50W; -10% when left out",
            FLOOR,
            "how far at most, 70% of what it usually is, or 300W; 70% when left out, and never below what the GPU takes",
            CALM, "it is put back when nothing has slowed the GPU down for so long; 24h when left out");

    /** How they are written, where that is one form. */
    static final Map<String, String> FORMS = Map.of(CALM, PrometheusDuration.FORM);

    /** Parameters without a {@link #problem}. */
    static PowerSettings of(Map<String, String> parameters) {
        return new PowerSettings(
                Optional.ofNullable(parameters.get(BY)).flatMap(PowerSettings::less).orElse(TENTH),
                Optional.ofNullable(parameters.get(FLOOR)).flatMap(Amount::parse).orElse(MOST_OF_IT),
                Optional.ofNullable(parameters.get(CALM)).flatMap(PrometheusDuration::parse).orElse(DAY));
    }

    private static Optional<Amount> less(String text) {
        String amount = text.strip();
        return amount.startsWith(LESS) ? Amount.parse(amount.substring(LESS.length())) : Optional.empty();
    }

    /** What is wrong with them, with what to write instead. */
    static Optional<String> problem(Map<String, String> parameters) {
        String by = parameters.get(BY);
        if (by != null && less(by).isEmpty()) {
            return Optional.of(BY + " must be -10% or -50W, not " + by);
        }
        String floor = parameters.get(FLOOR);
        if (floor != null && Amount.parse(floor).isEmpty()) {
            return Optional.of(FLOOR + " must be 70% or 300W, not " + floor);
        }
        String calm = parameters.get(CALM);
        return calm == null
                || PrometheusDuration.parse(calm).filter(time -> time.compareTo(SHORTEST) >= 0).isPresent()
                        ? Optional.empty()
                        : Optional.of(CALM + " must be a duration such as 24h, 10s at least, not " + calm);
    }
}
