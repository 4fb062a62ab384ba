package io.dockmedic.collectors.event;

import java.util.Locale;

/** How a GPU answers. */
public enum GpuState {
    /** It answers. */
    OK,
    /** Nothing uses it, so it has gone to sleep; it is not woken to be read. */
    ASLEEP,
    /** It is not reachable any more: fallen off the bus. */
    LOST,
    /** A call into it has not come back; it is asked nothing more until it does. */
    STUCK,
    /** It answers with an error. */
    FAILED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As rules and metric labels write it. */
    public String word() {
        return word;
    }
}
