package io.dockmedic.remediation.action.power;

import io.dockmedic.collectors.gpu.reading.PowerLimit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So much of what a GPU may draw.
 *
 * @param number  percent, or watts
 * @param percent of what it usually may draw; else watts
 */
record Amount(int number, boolean percent) {
    private static final Pattern SYNTAX = Pattern.compile("([1-9]\\d{0,3})\\s?(%|W)");
    private static final int WATT = 1_000;
    private static final int ALL = 100;

    /** {@code 70%} or {@code 300W}; empty when it is neither. */
    static Optional<Amount> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Amount amount = new Amount(Integer.parseInt(matcher.group(1)), "%".equals(matcher.group(2)));
        return amount.percent() && amount.number() > ALL ? Optional.empty() : Optional.of(amount);
    }

    /** In milliwatts. */
    long of(PowerLimit limit) {
        return percent ? limit.usual() * number / ALL : (long) number * WATT;
    }
}
