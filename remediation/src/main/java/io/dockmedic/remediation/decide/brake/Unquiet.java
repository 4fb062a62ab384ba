package io.dockmedic.remediation.decide.brake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why now is not the time for what is to be done in a quiet one.
 *
 * @param why   for a person; empty when now is quiet, or that does not matter
 * @param again when it is looked once more; null when no quiet time comes soon enough
 * @param since when it was asked first; null where that is now, or it does not matter
 */
public record Unquiet(String why, @Nullable Instant again, @Nullable Instant since) {
    /** It may be done now, and did not wait. */
    public static final Unquiet NOTHING = new Unquiet("", null, null);

    /** Asked for the first time. */
    public Unquiet(String why, @Nullable Instant again) {
        this(why, again, null);
    }

    /** It was first asked then. */
    public Unquiet askedFirst(@Nullable Instant at) {
        return new Unquiet(why, again, at);
    }

    /** It is not waited for. */
    public Unquiet atOnceOrNever() {
        return new Unquiet(why, null, since);
    }
}
