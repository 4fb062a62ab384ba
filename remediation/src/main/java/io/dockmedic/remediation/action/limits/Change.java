package io.dockmedic.remediation.action.limits;

import io.dockmedic.remediation.record.ActRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What an act sets, as its notes have it.
 *
 * @param first before the first of our raises that is still in place; to be put back
 * @param to    from now on
 * @param calm  for how long it has to have been calm before it is put back
 */
record Change(Limit first, Limit to, Duration calm) {
    static final String TO = "to";

    private static final String FIRST = "from";
    private static final String FIRST_WITH_SWAP = "from_with_swap";
    private static final String TO_WITH_SWAP = "to_with_swap";
    private static final String CALM = "calm";

    /** Below this share of the old limit, in percent, it is calm. */
    private static final int CALM_PERCENT = 80;
    private static final int ALL = 100;

    /** Those of an act that raised a limit; empty of any other. */
    static Optional<Change> of(ActRecord act) {
        Map<String, String> notes = act.notes();
        return notes.containsKey(CALM)
                ? Optional.of(new Change(
                        new Limit(number(notes, FIRST), number(notes, FIRST_WITH_SWAP)),
                        new Limit(number(notes, TO), number(notes, TO_WITH_SWAP)),
                        Duration.ofSeconds(number(notes, CALM))))
                : Optional.empty();
    }

    private static long number(Map<String, String> notes, String name) {
        return Long.parseLong(notes.getOrDefault(name, "0"));
    }

    Map<String, String> notes() {
        return Map.of(FIRST, Long.toString(first.bytes()), FIRST_WITH_SWAP, Long.toString(first.withSwap()),
                TO, Long.toString(to.bytes()), TO_WITH_SWAP, Long.toString(to.withSwap()),
                CALM, Long.toString(calm.toSeconds()));
    }

    /** What is noted of putting it back. */
    Map<String, String> backNotes() {
        return Map.of(FIRST, Long.toString(to.bytes()), TO, Long.toString(first.bytes()));
    }

    /** Whose working set stays below so many bytes needs no more than the old limit. */
    long calmBelow() {
        return first.bytes() / ALL * CALM_PERCENT;
    }
}
