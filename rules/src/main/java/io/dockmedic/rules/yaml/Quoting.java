package io.dockmedic.rules.yaml;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that mean something else to YAML than to who wrote them, as long as they have no quotes. */
final class Quoting {
    private static final String KEY = "(?<!\\w)([A-Za-z_]\\w*)[ \\t]*:[ \\t]+";

    /** A text that begins with a hole is the beginning of a mapping. */
    private static final Pattern HOLE = Pattern.compile(KEY + "(\\{\\{.*)");

    /** In braces a bracket, and a brace, ends the value before it. */
    private static final Pattern BRACKET = Pattern
            .compile("\\{.*?" + KEY + "([A-Za-z_!][^,{}\\[]*\\[[^\\]]*\\][^,}]*)");

    /** What begins so is a tag, an alias or an anchor. */
    private static final Pattern SIGN = Pattern.compile(KEY + "([!&*%@`][^,}\\n]*)");

    /** Nobody writes longer lines by hand. */
    private static final int LONGEST = 500;

    private Quoting() {}

    /** What to write where line {@code line} of {@code text}, from 0, or the one before it cannot be read; empty when it is not that. */
    static String hint(String text, int line) {
        List<String> lines = text.lines().skip(Math.max(0, line - 1)).limit(line == 0 ? 1 : 2).toList().reversed();
        for (String one : lines.stream().filter(each -> each.length() <= LONGEST).toList()) {
            for (Pattern pattern : List.of(HOLE, BRACKET, SIGN)) {
                Matcher found = pattern.matcher(one);
                if (found.find()) {
                    return quoted(found.group(1), found.group(2));
                }
            }
        }
        return "";
    }

    /** The line, from 0, of the first hole that has no quotes; -1 where there is none. */
    static int holeLine(String text) {
        List<String> lines = text.lines().toList();
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).length() <= LONGEST && HOLE.matcher(lines.get(line)).find()) {
                return line;
            }
        }
        return -1;
    }

    /** The same for a value that was read, as what it is not. */
    static String hint(String value) {
        return "put it in double quotes: " + inQuotes(value);
    }

    private static String inQuotes(String value) {
        return "\"" + value.strip().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String quoted(String key, String value) {
        long opened = value.chars().filter(one -> one == '{').count();
        long closed = value.chars().filter(one -> one == '}').count();
        String own = closed > opened ? value.substring(0, value.lastIndexOf('}')) : value;
        return "put it in double quotes: " + key + ": " + inQuotes(own);
    }
}
