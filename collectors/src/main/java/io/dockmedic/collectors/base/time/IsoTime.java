package io.dockmedic.collectors.base.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Times as {@link Instant#toString} writes and {@link Instant#parse} reads them, in a fraction of what these take without the second
 * compiler: they are most of what there is in events.
 */
public final class IsoTime {
    private static final int DAY = 86_400;
    private static final int HOUR = 3_600;
    private static final int MINUTE = 60;
    /** Of {@code 2026-11-01T00:00:00Z}. */
    private static final int SECONDS = 20;
    private static final int LONGEST = 30;
    /** Years 0 to 9999, which have four digits and no sign. */
    private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private IsoTime() {}

    /** As {@link Instant#toString}. */
    public static String text(Instant at) {
        long second = at.getEpochSecond();
        if (second < FIRST || second > LAST) {
            return at.toString();
        }
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, DAY));
        int ofDay = Math.floorMod(second, DAY);
        char[] text = new char[LONGEST];
        put(text, 0, 4, date.getYear());
        text[4] = '-';
        put(text, 5, 2, date.getMonthValue());
        text[7] = '-';
        put(text, 8, 2, date.getDayOfMonth());
        text[10] = 'T';
        put(text, 11, 2, ofDay / HOUR);
        text[13] = ':';
        put(text, 14, 2, ofDay / MINUTE % MINUTE);
        text[16] = ':';
        put(text, 17, 2, ofDay % MINUTE);
        int length = SECONDS - 1 + fraction(text, at.getNano());
        text[length] = 'Z';
        return new String(text, 0, length + 1);
    }

    /** Fails as {@link Instant#parse} does. */
    public static Instant instant(String text) {
        int length = text.length();
        if (length < SECONDS || length > LONGEST || length == SECONDS + 1 || text.charAt(length - 1) != 'Z'
                || text.charAt(4) != '-' || text.charAt(7) != '-' || text.charAt(10) != 'T' || text.charAt(13) != ':'
                || text.charAt(16) != ':' || (length > SECONDS && text.charAt(SECONDS - 1) != '.')) {
            return Instant.parse(text);
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int nanos = length == SECONDS ? 0 : number(text, SECONDS, length - 1);
        if ((year | month | day | hour | minute | second | nanos) < 0 || hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text);
        }
        for (int digits = length - 1 - SECONDS; length > SECONDS && digits < 9; digits++) {
            nanos *= 10;
        }
        try {
            return Instant.ofEpochSecond(
                    LocalDate.of(year, month, day).toEpochDay() * DAY + (long) hour * HOUR + (long) minute * MINUTE
                            + second,
                    nanos);
        } catch (DateTimeException e) {
            return Instant.parse(text);
        }
    }

    /** No digits, three, six or nine, and how many characters these are with their point. */
    private static int fraction(char[] text, int nanos) {
        if (nanos == 0) {
            return 0;
        }
        int digits = 9;
        int value = nanos;
        while (value % 1_000 == 0) {
            value /= 1_000;
            digits -= 3;
        }
        text[SECONDS - 1] = '.';
        put(text, SECONDS, digits, value);
        return digits + 1;
    }

    private static void put(char[] text, int from, int digits, int value) {
        int left = value;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = (char) ('0' + left % 10);
            left /= 10;
        }
    }

    /** The number of these digits; less than 0 where one is none. */
    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
