package io.dockmedic.rules.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people write by habit, of other languages, and what to write instead. */
final class Habits {
    /** Words where the language has signs. */
    static final Map<String, String> SIGNS = Map.of("and", "&&", "or", "||", "not", "!");

    private static final String TEXT = "[rR]?'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|[rR]?\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"";

    /** What is compared on either side, as far as it can be said again. */
    private static final String SIDE = "[A-Za-z_][\\w.]*+(?:\\[(?:" + TEXT + ")\\])?+";

    /** Texts and comments are passed over; then each habit. */
    private static final Pattern HABIT = Pattern.compile(String.join("|",
            TEXT, "//[^\n]*+",
            "(?:(?<left>" + SIDE + ")\\s*+)?(?<pattern>[=!]~)(?:\\s*+(?<like>" + TEXT + "))?",
            "(?<left2>" + SIDE + ")\\s++(?<infix>contains|matches|startsWith|endsWith)\\b(?!\\s*+\\()(?:\\s*+(?<what>"
                    + TEXT + "|" + SIDE + "))?",
            "(?<swapped>=>|=<|<>)", "[=!<>]=", "(?<equals>=)", "&&|\\|\\|", "(?<single>[&|])",
            "(?<![\\w.])(?<sign>(?i:and|or|not))(?![\\w(.])", "(?<open>['\"])"));

    private static final Map<String, String> SWAPPED = Map.of("=>", ">=", "=<", "<=", "<>", "!=");

    private static final int LONGEST = 4096;

    private Habits() {}

    /** Each that is in an expression that cannot be read; none where that has another reason. */
    static List<Flaw> in(String source) {
        List<Flaw> flaws = new ArrayList<>();
        Matcher habit = HABIT.matcher(source.length() > LONGEST ? "" : source);
        while (habit.find()) {
            if (habit.group("pattern") != null) {
                String call = call(habit.group("left"), "matches", habit.group("like"), "'x.*'");
                flaws.add(new Flaw(habit.start("pattern"), "there is no '" + habit.group("pattern") + "'",
                        "write " + (habit.group("pattern").startsWith("!") ? "!" : "") + call));
            } else if (habit.group("infix") != null) {
                String name = habit.group("infix");
                flaws.add(new Flaw(habit.start("infix"), "'" + name + "' does not stand between two values",
                        "write " + call(habit.group("left2"), name, habit.group("what"), "'x'")));
            } else if (habit.group("open") != null) {
                // What stands behind it is text or is none: of the rest nothing can be said.
                return List.of(new Flaw(habit.start("open"), "a quote is not closed", "write the other "
                        + habit.group("open") + " where the text ends"));
            } else if (habit.group("swapped") != null) {
                String swapped = habit.group("swapped");
                flaws.add(new Flaw(habit.start("swapped"), "there is no '" + swapped + "'",
                        "write " + SWAPPED.get(swapped)));
            } else if (habit.group("single") != null) {
                String single = habit.group("single");
                flaws.add(new Flaw(habit.start("single"), "there is no '" + single + "'", "write " + single + single));
            } else if (habit.group("equals") != null) {
                flaws.add(new Flaw(habit.start("equals"), "'=' compares nothing", "write =="));
            } else if (habit.group("sign") != null) {
                String word = habit.group("sign");
                flaws.add(new Flaw(habit.start("sign"), "there is no '" + word + "'",
                        "write " + SIGNS.get(word.toLowerCase(Locale.ROOT))));
            }
        }
        return flaws;
    }

    private static String call(@Nullable String left, String name, @Nullable String right, String otherwise) {
        return (left == null ? "event.output" : left) + "." + name + "(" + (right == null ? otherwise : right) + ")";
    }
}
