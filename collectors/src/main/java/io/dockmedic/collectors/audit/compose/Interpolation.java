package io.dockmedic.collectors.audit.compose;

import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts variables into text as Compose does: {@code $NAME}, <code>${NAME}</code>, and with {@code :-}, {@code -},
 * {@code :?}, {@code ?}, {@code :+} and {@code +}; {@code $$} is a dollar. What is none of these stays.
 *
 * @param variables with values; those are in what it returns and nowhere else
 * @param missing   is told the name of each variable that is needed and not there
 */
record Interpolation(Map<String, String> variables, Consumer<String> missing) {
    private static final int DEEPEST = 10;

    /** As if no variable was set: what is left stands in the file itself. */
    static String emptied(String text) {
        return new Interpolation(Map.of(), name -> {}).of(text);
    }

    String of(String text) {
        return of(text, 0);
    }

    private String of(String text, int depth) {
        if (text.indexOf('$') < 0 || depth > DEEPEST) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char letter = text.charAt(at);
            if (letter != '$' || at + 1 == text.length()) {
                out.append(letter);
                at++;
            } else if (text.charAt(at + 1) == '$') {
                out.append('$');
                at += 2;
            } else if (text.charAt(at + 1) == '{' && closing(text, at + 2) > 0) {
                int end = closing(text, at + 2);
                out.append(braced(text.substring(at + 2, end), depth));
                at = end + 1;
            } else {
                int end = nameEnd(text, at + 1);
                out.append(end == at + 1 ? "$" : value(text.substring(at + 1, end)));
                at = end;
            }
        }
        return out.toString();
    }

    private String braced(String inside, int depth) {
        int end = nameEnd(inside, 0);
        String name = inside.substring(0, end);
        String rest = inside.substring(end);
        boolean orEmpty = rest.startsWith(":");
        String form = orEmpty ? rest.substring(1) : rest;
        if (name.isEmpty()) {
            return "";
        }
        String set = variables.get(name);
        boolean there = set != null && !(orEmpty && set.isEmpty());
        if (form.startsWith("-")) {
            return there && set != null ? set : of(form.substring(1), depth + 1);
        }
        if (form.startsWith("+")) {
            return there ? of(form.substring(1), depth + 1) : "";
        }
        return value(name);
    }

    private String value(String name) {
        String set = variables.get(name);
        if (set == null) {
            missing.accept(name);
            return "";
        }
        return set;
    }

    /** Of the brace that was opened before {@code from}; -1 when it never closes. */
    private static int closing(String text, int from) {
        int open = 1;
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == '{') {
                open++;
            } else if (text.charAt(at) == '}' && --open == 0) {
                return at;
            }
        }
        return -1;
    }

    private static int nameEnd(String text, int from) {
        int end = from;
        while (end < text.length() && (text.charAt(end) == '_' || isAscii(text.charAt(end), end > from))) {
            end++;
        }
        return end;
    }

    private static boolean isAscii(char letter, boolean digits) {
        boolean small = letter >= 'a' && letter <= 'z';
        boolean large = letter >= 'A' && letter <= 'Z';
        boolean digit = letter >= '0' && letter <= '9';
        return small || large || (digits && digit);
    }
}
