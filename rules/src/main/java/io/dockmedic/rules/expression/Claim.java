package io.dockmedic.rules.expression;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/**
 * One thing that must be so for a condition to be true.
 *
 * @param about what it is about, as it is written: {@code event.exitCode}; or the whole of it where nothing is known of it but whether it is so
 * @param is    how that must be
 * @param value what it is compared with: texts, whole numbers, spans in nanoseconds, true and false; empty for nothing
 * @param shown for a person
 */
record Claim(String about, Is is, Set<Object> value, String shown) {
    /** What can be claimed. */
    enum Is {
        ONE_OF, NONE_OF, LESS, AT_MOST, MORE, AT_LEAST, BEGINS, BEGINS_NOT, ENDS, ENDS_NOT, HOLDS, HOLDS_NOT, SO, NOT_SO;

        /** The opposite. */
        Is not() {
            return switch (this) {
                case ONE_OF -> NONE_OF;
                case NONE_OF -> ONE_OF;
                case LESS -> AT_LEAST;
                case AT_LEAST -> LESS;
                case MORE -> AT_MOST;
                case AT_MOST -> MORE;
                case BEGINS -> BEGINS_NOT;
                case BEGINS_NOT -> BEGINS;
                case ENDS -> ENDS_NOT;
                case ENDS_NOT -> ENDS;
                case HOLDS -> HOLDS_NOT;
                case HOLDS_NOT -> HOLDS;
                case SO -> NOT_SO;
                case NOT_SO -> SO;
            };
        }
    }

    Claim {
        value = Set.copyOf(value);
    }

    /** The value of one that has exactly one. */
    Object only() {
        return value.iterator().next();
    }

    /** Whether it is so of this value. */
    boolean isOf(Object one) {
        return switch (is) {
            case ONE_OF -> has(one);
            case NONE_OF -> !has(one);
            case LESS -> order(one) < 0;
            case AT_MOST -> order(one) <= 0;
            case MORE -> order(one) > 0;
            case AT_LEAST -> order(one) >= 0;
            case BEGINS -> text(one).startsWith(text(only()));
            case BEGINS_NOT -> !text(one).startsWith(text(only()));
            case ENDS -> text(one).endsWith(text(only()));
            case ENDS_NOT -> !text(one).endsWith(text(only()));
            case HOLDS -> text(one).contains(text(only()));
            case HOLDS_NOT -> !text(one).contains(text(only()));
            case SO -> !one.equals(false);
            case NOT_SO -> !one.equals(true);
        };
    }

    /** Five is five, however many zeros follow its point. */
    private boolean has(Object one) {
        return one instanceof BigDecimal number
                ? value.stream().anyMatch(other -> other instanceof BigDecimal same && same.compareTo(number) == 0)
                : value.contains(one);
    }

    private int order(Object one) {
        return one instanceof BigDecimal number && only() instanceof BigDecimal other ? number.compareTo(other) : 0;
    }

    private static String text(Object one) {
        return one instanceof String text ? text : String.valueOf(one).toLowerCase(Locale.ROOT);
    }
}
