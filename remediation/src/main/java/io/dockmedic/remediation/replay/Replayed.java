package io.dockmedic.remediation.replay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would have been.
 *
 * @param events  how many were replayed
 * @param from    when the earliest was seen; null without any
 * @param to      when the latest was seen; null without any
 * @param firings in the order in which they began, at most 10,000
 * @param more    further ones that are not kept
 * @param blind   rules that could not fire, as there are no events of a kind that they wait for, with these kinds
 * @param thinned rules that may say something else over all readings than over those that are there, with the reason
 * @param errors  how often an expression could not be evaluated, by rule
 * @param causes  why the first of those could not
 * @param came    of each rule that fires on events what came of those of its kinds
 */
public record Replayed(
        int events, @Nullable Instant from, @Nullable Instant to, List<Firing> firings, int more,
        Map<String, String> blind, Map<String, String> thinned, Map<String, Integer> errors,
        Map<String, String> causes, Map<String, Came> came) {
    /**
     * What came of the events of a rule's kinds.
     *
     * @param kinds  these
     * @param events how many there were
     * @param passed how many of those were its fault, by {@code when} and {@code unless}
     */
    public record Came(String kinds, int events, int passed) {}

    public Replayed {
        firings = List.copyOf(firings);
    }
}
