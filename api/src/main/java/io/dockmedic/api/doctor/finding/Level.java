package io.dockmedic.api.doctor.finding;

import java.util.Locale;

/** How a finding weighs. */
public enum Level {
    /** As it should be, or as somebody wants it. */
    OK,
    /** Something is not seen or not done; all else goes on. */
    LOSES,
    /** What Dockmedic cannot do without is not there. */
    MISSING,
    /** It could not be looked at. */
    UNKNOWN;

    /** As text and JSON write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
