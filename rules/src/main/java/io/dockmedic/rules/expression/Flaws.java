package io.dockmedic.rules.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationResult;
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

    private final String source;
    private final CommonFields fields;
    private final Set<String> names = new TreeSet<>(NAMES);

    /** @param own names that the file gives */
    Flaws(String source, CommonFields fields, Set<String> own) {
        names.addAll(own);
        this.source = source;
        this.fields = fields;
    }

    List<Flaw> of(CelValidationResult result) {
        return result.getErrors().stream().map(issue -> flaw(result, issue)).distinct().toList();
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
            return new Flaw(offset, "nothing is called '" + name.group(1) + "'", hintForName(name.group(1)));
        }
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            return new Flaw(
                    offset,
                    operator(overload.group(1)) + " does not work on (" + overload.group(2) + ")",
                    "compare values of one type; texts in quotes, numbers without");
        }
        Matcher type = RESULT.matcher(message);
        if (type.matches()) {
            return new Flaw(0, "must be of type " + type.group(1) + " but is " + type.group(2), "");
        }
        return new Flaw(offset, message, "");
    }

    private String hintForName(String name) {
        if (fields.types().containsKey(name)) {
            return "write event." + name;
        }
        return Nearest.find(name, names).map(near -> "did you mean '" + near + "'?").orElse("");
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
