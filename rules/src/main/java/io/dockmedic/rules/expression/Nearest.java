package io.dockmedic.rules.expression;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the real name behind a typo, or behind another's word for it. */
public final class Nearest {
    private Nearest() {}

    /** The hint for {@code typo}: the nearest of {@code names}, else all of them when they are few. */
    public static String hint(String typo, Collection<String> names) {
        Optional<String> inside = Synonyms.inside(typo, names);
        if (inside.isPresent()) {
            return "write " + inside.get();
        }
        return find(typo, names)
                .map(name -> "did you mean '" + name + "'?")
                .orElseGet(
                        () -> names.isEmpty() ? "" : "known: " + String.join(", ", names.stream().sorted().toList()));
    }

    /** What others call so, else the nearest name, when it is near enough to be meant. */
    public static Optional<String> find(String typo, Collection<String> names) {
        return Synonyms.of(typo, names).or(() -> byLetters(typo, names));
    }

    private static Optional<String> byLetters(String typo, Collection<String> names) {
        String wanted = plain(typo);
        int most = Math.max(1, wanted.length() / 3);
        // Of very different lengths they are as different: whoever asks for a long word has nobody count for long.
        return names.stream()
                .filter(name -> Math.abs(plain(name).length() - wanted.length()) <= most)
                .filter(name -> distance(wanted, plain(name)) <= most)
                .min(Comparator.comparingInt((String name) -> distance(wanted, plain(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code exit_code}, {@code exitcode} and {@code exitCode} are the same word to a person. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[_\\-. ]", "");
    }

    /** Edits from one to the other: insert, delete, replace, and swap of neighbours. */
    private static int distance(String one, String other) {
        int[][] edits = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                edits[i][j] = i == 0 ? j : j == 0 ? i : cheapest(one, other, edits, i, j);
            }
        }
        return edits[one.length()][other.length()];
    }

    private static int cheapest(String one, String other, int[][] edits, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int best = Math.min(Math.min(edits[i - 1][j], edits[i][j - 1]) + 1, edits[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
    }
}
