package io.dockmedic.rules.engine;

/** Crockford's base 32 in lower case: no letter that looks like a digit. */
final class Base32 {
    /** Enough for milliseconds until the year 3084. */
    static final int TIME_DIGITS = 9;
    static final int RANDOM_DIGITS = 6;

    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int BITS = 5;

    private Base32() {}

    /** The lowest {@code digits} digits of {@code value}. */
    static void append(StringBuilder text, long value, int digits) {
        for (int shift = (digits - 1) * BITS; shift >= 0; shift -= BITS) {
            text.append(DIGITS.charAt((int) (value >>> shift) & 31));
        }
    }
}
