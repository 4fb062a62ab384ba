package io.dockmedic.rules.yaml;

import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Finds the place in the file of a character of a scalar, whatever its style. It walks the value and the file side by
 * side: what is no white space stands in both in the same order, only quotes and escapes are in the file alone.
 */
final class ScalarPlaces {
    /** Both from 1. */
    record Place(int line, int column) {}

    private final String text;
    private final String value;
    private final ScalarStyle style;
    private final int start;
    private final int end;

    ScalarPlaces(String text, ScalarNode scalar) {
        this.text = text;
        this.value = scalar.getValue();
        this.style = scalar.getScalarStyle();
        this.start = utf16(scalar.getStartMark().orElseThrow());
        this.end = utf16(scalar.getEndMark().orElseThrow());
    }

    /** Where character {@code offset} of the value stands; the end of the scalar for one behind its end. */
    Place of(int offset) {
        int at = content();
        for (int read = 0; read < Math.min(offset, value.length()); read++) {
            at = after(at, value.charAt(read));
        }
        boolean more = offset < value.length() && !isBlank(value.charAt(offset));
        return place(more ? find(at, value.charAt(offset)) : at);
    }

    private int content() {
        return switch (style) {
            case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
            case LITERAL, FOLDED -> Math.min(end, text.indexOf('\n', start) + 1);
            default -> start;
        };
    }

    private int after(int at, char next) {
        if (isBlank(next)) {
            return at < end && isBlank(text.charAt(at)) ? at + 1 : escaped(at) ? Math.min(end, at + 2) : at;
        }
        int found = find(at, next);
        return found < end ? found + (style == ScalarStyle.SINGLE_QUOTED && next == '\'' ? 2 : 1) : at;
    }

    /** The next place of {@code wanted}, behind white space and a backslash that only the file has. */
    private int find(int from, char wanted) {
        int at = from;
        while (at < end && text.charAt(at) != wanted && (isBlank(text.charAt(at)) || escaped(at))) {
            at++;
        }
        return at + (at < end && wanted == '\\' && escaped(at) ? 1 : 0);
    }

    private boolean escaped(int at) {
        return style == ScalarStyle.DOUBLE_QUOTED && at < end && text.charAt(at) == '\\';
    }

    private Place place(int at) {
        int line = 1;
        int lineStart = 0;
        for (int newline = text.indexOf('\n'); newline >= 0
                && newline < at; newline = text.indexOf('\n', newline + 1)) {
            line++;
            lineStart = newline + 1;
        }
        return new Place(line, at - lineStart + 1);
    }

    /** Marks count code points. */
    private int utf16(Mark mark) {
        return text.offsetByCodePoints(0, Math.min(mark.getIndex(), text.codePointCount(0, text.length())));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }
}
