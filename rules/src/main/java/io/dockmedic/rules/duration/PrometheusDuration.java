package io.dockmedic.rules.duration;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' way to write a duration: {@code 1h30m}, {@code 90s}, {@code 250ms}; units from large to small. */
public final class PrometheusDuration {
    private static final Pattern SYNTAX = Pattern.compile(
            "(?:(\\d{1,9})y)?(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?"
                    + "(?:(\\d{1,9})ms)?");
    /** As a regular expression that a schema may have; what it takes may still be too short or too long. */
    public static final String FORM = "(?=.)" + SYNTAX.pattern();

    private static final Duration[] UNITS = {
            Duration.ofDays(365), Duration.ofDays(7), Duration.ofDays(1), Duration.ofHours(1), Duration.ofMinutes(1),
            Duration.ofSeconds(1), Duration.ofMillis(1)
    };
    private static final Map<Integer, String> NAMES = Map.of(2, "d", 3, "h", 4, "m", 5, "s", 6, "ms");

    private PrometheusDuration() {}

    /** Empty when {@code text} is not a duration; a number without a unit is none. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        for (int unit = 0; unit < UNITS.length; unit++) {
            String amount = matcher.group(unit + 1);
            if (amount != null) {
                sum = sum.plus(UNITS[unit].multipliedBy(Long.parseLong(amount)));
            }
        }
        return Optional.of(sum);
    }

    /** The shortest way to write it, to the millisecond, in days and smaller: {@code 1h30m}. */
    public static String format(Duration duration) {
        if (duration.isNegative()) {
            // The shortest that there is has no opposite.
            boolean shortest = duration.toSeconds() == Long.MIN_VALUE;
            return "-" + format(shortest ? Duration.ofSeconds(Long.MAX_VALUE) : duration.negated());
        }
        StringBuilder text = new StringBuilder();
        Duration rest = duration;
        for (int unit = 2; unit < UNITS.length; unit++) {
            long amount = rest.dividedBy(UNITS[unit]);
            if (amount > 0) {
                text.append(amount).append(NAMES.get(unit));
                rest = rest.minus(UNITS[unit].multipliedBy(amount));
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }
}
