package io.dockmedic.collectors.advice.limit;

import java.util.Locale;

/** What to do about a limit. */
public enum Verdict {
    /** It fits, or none is needed. */
    KEEP,
    /** There is none. */
    SET,
    /** It is too tight. */
    RAISE,
    /** It is far above what is used. */
    LOWER,
    /** Too little was measured. */
    WAIT;

    /** As the API writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether something is to be written. */
    public boolean changes() {
        return this == SET || this == RAISE || this == LOWER;
    }
}
