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
 * @param seen  whether {@code to} was seen there after it was set: what else is there later was not set by us
 */
record Change(long first, long from, long to, boolean seen) {
    private static final String FIRST = "first";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String SEEN = "seen";

    /** One that is yet to be made. */
    Change(long first, long from, long to) {
        this(first, from, to, false);
    }

    /** Of an act's notes; empty where nothing was about to be set yet. */
    static Optional<Change> of(Map<String, String> notes) {
        return notes.containsKey(TO)
                ? Optional.of(new Change(number(notes, FIRST), number(notes, FROM), number(notes, TO),
                        Boolean.parseBoolean(notes.get(SEEN))))
                : Optional.empty();
    }

    private static long number(Map<String, String> notes, String name) {
        return Long.parseLong(notes.getOrDefault(name, "0"));
    }

    Map<String, String> notes() {
        return Map.of(FIRST, Long.toString(first), FROM, Long.toString(from), TO, Long.toString(to), SEEN,
                Boolean.toString(seen));
    }

    /** The same, the other way. */
    Change back() {
        return new Change(first, to, first);
    }

    /** The same, as a limit that is {@code now} right after a lowering shows that it came: rounded perhaps; as it is where it came to nothing. */
    Change came(long now) {
        return !below(now) ? this : new Change(first, from, PowerLimit.same(now, to) ? to : now, true);
    }

    private boolean below(long now) {
        return now < from && !PowerLimit.same(now, from);
    }

    /** Whether it lowers; else it is one that puts back. */
    boolean lowers() {
        return to < from;
    }

    /** Whether a limit is still as we left it: as it was set, or where that came to nothing as the one before had set it. */
    boolean ours(long now) {
        return PowerLimit.same(now, to) || (!PowerLimit.same(from, first) && PowerLimit.same(now, from));
    }

    /**
     * Whether a limit that is not {@link #ours} may be so all the same: a lowering that nobody saw come may have been rounded, and
     * somebody else may have lowered it.
     */
    boolean perhapsOurs(long now) {
        return !seen && lowers() && below(now) && !ours(now);
    }

    /** What is known of such a limit, for a person. */
    String perhaps(long now) {
        return "it is " + PowerLimit.words(now) + ", was " + PowerLimit.words(from) + " and was to be lowered to "
                + PowerLimit.words(to) + "; whether its driver rounded that or somebody else set it is not known";
    }

    /** These beside other notes. */
    Map<String, String> beside(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(others);
        all.putAll(notes());
        return Map.copyOf(all);
    }
}
