package io.dockmedic.remediation.action.power;

import io.dockmedic.collectors.gpu.reading.PowerLimit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an act sets, in milliwatts, as its notes keep it: written down before it is set.
 *
 * @param first what the limit was before the first of ours that is still in force
 * @param from  what it is before this one
 * @param to    what it is set to
 */
record Change(long first, long from, long to) {
    private static final String FIRST = "first";
    private static final String FROM = "from";
    private static final String TO = "to";

    /** Of an act's notes; empty where nothing was about to be set yet. */
    static Optional<Change> of(Map<String, String> notes) {
        return notes.containsKey(TO)
                ? Optional.of(new Change(number(notes, FIRST), number(notes, FROM), number(notes, TO)))
                : Optional.empty();
    }

    private static long number(Map<String, String> notes, String name) {
        return Long.parseLong(notes.getOrDefault(name, "0"));
    }

    Map<String, String> notes() {
        return Map.of(FIRST, Long.toString(first), FROM, Long.toString(from), TO, Long.toString(to));
    }

    /** The same, the other way. */
    Change back() {
        return new Change(first, to, first);
    }

    /** The same, where a lowering came to another value below the one before; as it is where it came to none, or to what was asked. */
    Change rounded(long now) {
        return now >= from || PowerLimit.same(now, from) || PowerLimit.same(now, to)
                ? this
                : new Change(first, from, now);
    }

    /** Whether it lowers; else it is one that puts back. */
    boolean lowers() {
        return to < from;
    }

    /** Whether a limit is still as we left it: as it was set, or where that came to nothing as the one before had set it. */
    boolean ours(long now) {
        return PowerLimit.same(now, to) || (!PowerLimit.same(from, first) && PowerLimit.same(now, from));
    }

    /** These beside other notes. */
    Map<String, String> beside(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(others);
        all.putAll(notes());
        return Map.copyOf(all);
    }
}
