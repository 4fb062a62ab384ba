package io.dockmedic.rules.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the compiler's complaints into words for the person who wrote the rule. */
final class Flaws {
    private static final Pattern FIELD = Pattern.compile("undefined field '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern OVERLOAD = Pattern.compile(
            "found no matching overload for '([^']*)' applied to '\\((.*?)\\)'.*", Pattern.DOTALL);
    private static final Pattern RESULT = Pattern.compile("expected type '([^']*)' but found '([^']*)'.*",
            Pattern.DOTALL);

    private static final Set<String> NAMES = Set.of(
            "event", "count", "subjects", "startsWith", "endsWith", "contains", "matches", "size", "has", "all",
            "exists",
            "exists_one", "duration", "timestamp", "string", "int", "double", "getHours", "getMinutes", "getSeconds",
            "getDayOfWeek");

    /** What the parser says of what it cannot read. */
    private static final Pattern SYNTAX = Pattern.compile(
            "(?:mismatched|extraneous) input|token recognition error|no viable alternative|missing '|Syntax error");

    /** A value compared with what stands behind it. */
    private static final Pattern COMPARED = Pattern.compile("(?s).*event\\.(\\w+)\\s*[=!]=\\s*");

    private static final Pattern COMPARED_WITH = Pattern.compile("(?s)\\s*[=!]=\\s*event\\.(\\w+).*");

    private final String source;
    private final CommonFields fields;
    private final Set<String> own;
    private final Set<String> names = new TreeSet<>(NAMES);

    /** @param own names that the file gives */
    Flaws(String source, CommonFields fields, Set<String> own) {
        names.addAll(own);
        this.own = own;
        this.source = source;
        this.fields = fields;
    }

    List<Flaw> of(CelValidationResult result) {
        boolean unreadable = result.getErrors().stream().anyMatch(issue -> SYNTAX.matcher(issue.getMessage()).find());
        List<Flaw> habits = unreadable ? Habits.in(source) : List.of();
        return habits.isEmpty()
                ? result.getErrors().stream().map(issue -> flaw(result, issue)).distinct().toList()
                : habits;
    }

    private Flaw flaw(CelValidationResult result, CelIssue issue) {
        int codePoint = result.getSource()
                .getLocationOffset(
                        issue.getSourceLocation().getLine(), issue.getSourceLocation().getColumn())
                .orElse(0);
        int length = source.codePointCount(0, source.length());
        int offset = source.offsetByCodePoints(0, Math.clamp(codePoint, 0, length));
        return worded(offset, issue.getMessage());
    }

    private Flaw worded(int offset, String message) {
        Matcher field = FIELD.matcher(message);
        if (field.matches()) {
            String name = field.group(1);
            return new Flaw(wordAfter(offset, name), "event has no field '" + name + "'", fields.hintFor(name));
        }
        Matcher name = NAME.matcher(message);
        if (name.matches()) {
            return new Flaw(offset, "nothing is called '" + name.group(1) + "'", hintForName(name.group(1), offset));
        }
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            return new Flaw(
                    offset,
                    operator(overload.group(1)) + " does not work on (" + TypeWords.of(overload.group(2)) + ")",
                    TypeWords.hint(overload.group(2)));
        }
        Matcher type = RESULT.matcher(message);
        if (type.matches()) {
            return new Flaw(0, "must be of type " + TypeWords.of(type.group(1)) + " but is "
                    + TypeWords.of(type.group(2)), "");
        }
        // The parser's library writes what it expects through a format, and a percent sign twice for once.
        return new Flaw(offset, message.replace("%%", "%"), "");
    }

    private String hintForName(String name, int offset) {
        if (fields.types().containsKey(name)) {
            return "write event." + name;
        }
        String sign = Habits.SIGNS.get(name);
        if (sign != null) {
            return "write " + sign;
        }
        if (isComparedAsText(name, offset) && Nearest.find(name, own).isEmpty()) {
            return "write '" + name + "' in quotes";
        }
        return Nearest.find(name, names).map(near -> "did you mean '" + near + "'?").orElse("");
    }

    /** A word without quotes, beside a field that is a text. */
    private boolean isComparedAsText(String name, int offset) {
        int end = offset + name.length();
        if (!source.startsWith(name, offset) || source.startsWith(".", end) || source.startsWith("(", end)) {
            return false;
        }
        Matcher before = COMPARED.matcher(source.substring(0, offset));
        Matcher behind = COMPARED_WITH.matcher(source.substring(end));
        return (before.matches() && isText(before.group(1))) || (behind.matches() && isText(behind.group(1)))
                || fields.isWord(name);
    }

    private boolean isText(String field) {
        return SimpleType.STRING.equals(fields.types().get(field));
    }

    /** The compiler points at the dot before the field. */
    private int wordAfter(int offset, String word) {
        int at = source.indexOf(word, offset);
        return at < 0 ? offset : at;
    }

    private static String operator(String function) {
        return function.startsWith("_") || function.startsWith("!") || function.startsWith("@")
                ? "'" + function.replaceAll("[_@]", "") + "'"
                : "the function '" + function + "'";
    }
}
