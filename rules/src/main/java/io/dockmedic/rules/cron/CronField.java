package io.dockmedic.rules.cron;

import com.google.common.collect.ImmutableList;
import io.dockmedic.rules.expression.Flaw;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the five parts of a cron expression. */
enum CronField {
    MINUTE(0, 59, ImmutableList.of()), HOUR(0, 23, ImmutableList.of()), DAY(1, 31, ImmutableList.of()), MONTH(1, 12,
            ImmutableList.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    /** Sunday is 0, and 7 too. */
    WEEKDAY(0, 7, ImmutableList.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    private static final Pattern ITEM = Pattern.compile("(\\*|(\\w+)(-(\\w+))?)(/(\\d{1,2}))?");
    private static final int SUNDAY = 7;

    private final int least;
    private final int most;
    private final ImmutableList<String> names;

    CronField(int least, int most, ImmutableList<String> names) {
        this.least = least;
        this.most = most;
        this.names = names;
    }

    /** What is wrong with a part, as a value that is thrown: there is nobody else who could go on. */
    static final class Unsound extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Flaw flaw;

        private Unsound(Flaw flaw) {
            super(flaw.message(), null, false, false);
            this.flaw = flaw;
        }

        Flaw flaw() {
            return flaw;
        }
    }

    /** The values that {@code text} means: a list of {@code *}, values, ranges, and steps through either. */
    BitSet read(String text) throws Unsound {
        BitSet values = new BitSet();
        int offset = 0;
        for (String item : text.split(",", -1)) {
            Matcher matcher = ITEM.matcher(item);
            if (!matcher.matches()) {
                throw wrong(offset, item);
            }
            boolean all = matcher.group(1).equals("*");
            int first = all ? least : value(matcher.group(2), offset);
            int last = all ? most : matcher.group(4) == null ? first : value(matcher.group(4), offset);
            int step = matcher.group(6) == null ? 1 : Integer.parseInt(matcher.group(6));
            boolean steps = matcher.group(5) != null;
            if (first > last || step == 0 || (steps && !all && matcher.group(4) == null)) {
                throw wrong(offset, item);
            }
            for (int value = first; value <= last; value += step) {
                values.set(this == WEEKDAY ? value % SUNDAY : value);
            }
            offset += item.length() + 1;
        }
        return values;
    }

    private int value(String word, int offset) throws Unsound {
        int named = names.indexOf(word.toLowerCase(Locale.ROOT));
        if (named >= 0) {
            return least + named;
        }
        if (!word.matches("\\d{1,2}") || Integer.parseInt(word) < least || Integer.parseInt(word) > most) {
            throw wrong(offset, word);
        }
        return Integer.parseInt(word);
    }

    private Unsound wrong(int offset, String item) {
        String range = least + " to " + most + (names.isEmpty()
                ? ""
                : ", or " + names.getFirst() + " to "
                        + names.getLast());
        return new Unsound(new Flaw(offset, "'" + item + "' is no " + name().toLowerCase(Locale.ROOT),
                "from " + range + "; *, */15, 1-5 and lists of these"));
    }
}
