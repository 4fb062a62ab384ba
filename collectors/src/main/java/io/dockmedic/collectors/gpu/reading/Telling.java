package io.dockmedic.collectors.gpu.reading;

import java.util.List;

/**
 * Whether the driver tells of what happens to a GPU when it happens, beside what it says when it is asked.
 *
 * @param kinds of what it tells; none where it does not
 * @param why   for a person: why it tells of nothing, or not of all; empty when it does
 */
public record Telling(List<String> kinds, String why) {
    /** It was not asked to. */
    public static final Telling NOT_ASKED = new Telling(List.of(), "");

    private static final String XID = "xid";

    public Telling {
        kinds = List.copyOf(kinds);
    }

    /** It does not. */
    public static Telling nothing(String why) {
        return new Telling(List.of(), why);
    }

    /** Whether it was asked to. */
    public boolean asked() {
        return !kinds.isEmpty() || !why.isEmpty();
    }

    /** Whether it tells of faults; else the kernel's log alone does. */
    public boolean ofFaults() {
        return kinds.contains(XID);
    }
}
