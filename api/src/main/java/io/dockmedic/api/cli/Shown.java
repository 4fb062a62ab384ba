package io.dockmedic.api.cli;

/**
 * A name from outside, a label's for one, as it may be printed: it cannot begin a line of its own, nor tell a terminal to do
 * something. What would is written as YAML escapes it.
 */
final class Shown {
    private static final int LARGEST_SHORT = 0xFFFF;

    private Shown() {}

    /** For a person's eyes, or in a comment. */
    static String plain(String name) {
        return escaped(name, false);
    }

    /** As YAML takes it, and JSON nearly always: in double quotes. */
    static String quoted(String name) {
        return '"' + escaped(name, true) + '"';
    }

    private static String escaped(String name, boolean quotes) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(point -> {
            if (!printable(point)) {
                text.append(String.format(point > LARGEST_SHORT ? "\\U%08x" : "\\u%04x", point));
            } else if (quotes && (point == '"' || point == '\\')) {
                text.append('\\').appendCodePoint(point);
            } else {
                text.appendCodePoint(point);
            }
        });
        return text.toString();
    }

    private static boolean printable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }
}
