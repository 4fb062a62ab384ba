package io.dockmedic.rules.yaml;

import java.util.List;

/** Keys that stand a little beside the column of those that they belong to. */
final class Indentation {
    private static final int MOST = 3;

    private Indentation() {}

    /**
     * How far beside the line above it what stands at {@code line} and {@code column}, from 0, begins; empty where that is not
     * what is wrong.
     *
     * @param problem what the library says of it
     */
    static String off(String text, int line, int column, String problem) {
        boolean ofBlocks = problem.contains("expected <block end>")
                || problem.contains("mapping values are not allowed");
        List<String> lines = text.lines().toList();
        if (!ofBlocks || line >= lines.size()) {
            return "";
        }
        int begins = begin(lines.get(line));
        int above = line - 1;
        while (above >= 0 && lines.get(above).isBlank()) {
            above--;
        }
        int beside = above < 0 ? 0 : Math.abs(begins - begin(lines.get(above)));
        if (beside == 0 || beside > MOST || begins > column) {
            return "";
        }
        return "this key stands " + (beside == 1 ? "one column" : beside + " columns") + " beside the line above it";
    }

    /** Where its text begins; a dash is not yet of it. */
    private static int begin(String line) {
        int at = 0;
        while (at < line.length()
                && (line.charAt(at) == ' ' || (line.charAt(at) == '-' && line.startsWith("- ", at)))) {
            at++;
        }
        return at;
    }
}
