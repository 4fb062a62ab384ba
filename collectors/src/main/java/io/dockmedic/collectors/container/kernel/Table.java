package io.dockmedic.collectors.container.kernel;

import java.util.OptionalLong;

/**
 * Lines of a name and a number, like {@code anon 57344}, some of which have fifty. The search for a name goes on from the one that was
 * found last, so that those asked for in the file's order are found in one pass; in any other order they are found too.
 * For one thread.
 */
public final class Table {
    private final String text;
    /** Where a line begins. */
    private int at;

    /** Of what a file says now. */
    public Table(String text) {
        this.text = text;
    }

    /** The number in the line of that name; empty when there is none. */
    public OptionalLong number(String name) {
        int found = line(name, at, text.length());
        if (found < 0) {
            found = line(name, 0, at);
        }
        if (found < 0) {
            return OptionalLong.empty();
        }
        at = found;
        return KernelFiles.number(text, found + name.length() + 1);
    }

    private int line(String name, int from, int to) {
        for (int line = from; line < to; line = next(line)) {
            int end = line + name.length();
            if (text.startsWith(name, line) && end < text.length() && text.charAt(end) == ' ') {
                return line;
            }
        }
        return -1;
    }

    private int next(int line) {
        int end = text.indexOf('\n', line);
        return end < 0 ? text.length() : end + 1;
    }
}
