package io.dockmedic.rules.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * An expression in which names were replaced by what they mean.
 *
 * @param text       with the meanings in it
 * @param insertions in the order of the text
 */
record Expanded(String text, List<Insertion> insertions) {
    /** Refused unless what is asked is true or false. */
    private static final String ASKED = "\n? true : false)";

    Expanded {
        insertions = List.copyOf(insertions);
    }

    /**
     * A name that was replaced.
     *
     * @param start  of its meaning, in the text
     * @param end    of that
     * @param offset of the name, where it was written
     */
    record Insertion(String name, int start, int end, int offset) {}

    static String condition(String expression) {
        return "((" + expression + "\n)" + ASKED;
    }

    /** The flaw at its place in what was written. */
    Flaw placed(Flaw flaw) {
        int written = flaw.offset();
        for (Insertion one : insertions) {
            if (flaw.offset() >= one.end()) {
                written = flaw.offset() - one.end() + one.offset() + one.name().length();
            } else if (flaw.offset() >= one.start()) {
                boolean asked = text.startsWith(ASKED, one.end() - ASKED.length());
                return asked && flaw.offset() >= one.end() - ASKED.length()
                        ? new Flaw(one.offset(), "'" + one.name() + "' is neither true nor false", "")
                        : new Flaw(one.offset(), "in '" + one.name() + "': " + flaw.message(), flaw.hint());
            }
        }
        return new Flaw(written, flaw.message(), flaw.hint());
    }

    /** Puts one together, from left to right. */
    static final class Builder {
        private final String source;
        private final StringBuilder text = new StringBuilder();
        private final List<Insertion> insertions = new ArrayList<>();
        private int from;

        Builder(String source) {
            this.source = source;
        }

        void insert(int start, int end, String name, String meaning) {
            text.append(source, from, start);
            int at = text.length();
            text.append(meaning);
            insertions.add(new Insertion(name, at, text.length(), start));
            from = end;
        }

        Expanded build() {
            return new Expanded(text.append(source.substring(from)).toString(), insertions);
        }
    }
}
