package io.dockmedic.collectors.event;

import java.util.Arrays;
import java.util.List;

/** How many findings of a scanner there are of each severity, as the scanner judges them. */
public record SeverityCounts(int critical, int high, int medium, int low, int unknown) {
    /** None. */
    public static final SeverityCounts NONE = new SeverityCounts(0, 0, 0, 0, 0);

    /** The words for them, the worst first, in the order of {@link #inOrder}. */
    public static final List<String> WORDS = List.of("critical", "high", "medium", "low", "unknown");

    /** The worst first. */
    public List<Integer> inOrder() {
        return Arrays.asList(critical, high, medium, low, unknown);
    }

    /** The word for the worst there is; empty when there is none. */
    public String worst() {
        for (int at = 0; at < WORDS.size(); at++) {
            if (inOrder().get(at) > 0) {
                return WORDS.get(at);
            }
        }
        return "";
    }

    /** All together. */
    public int total() {
        return critical + high + medium + low + unknown;
    }

    /** For a person: {@code 1 critical, 3 high}; {@code none} when there is none. */
    public String shown() {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < WORDS.size(); at++) {
            if (inOrder().get(at) > 0) {
                text.append(text.isEmpty() ? "" : ", ").append(inOrder().get(at)).append(' ').append(WORDS.get(at));
            }
        }
        return text.isEmpty() ? "none" : text.toString();
    }
}
