package io.dockmedic.remediation.decide;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is lacking of the backup after which something is to be done.
 *
 * @param why   one sentence for a person; empty where nothing is, or none is wanted
 * @param again when to look again, for it could not be seen; null where it was
 */
public record Unsaved(String why, @Nullable Instant again) {
    /** Nothing is lacking. */
    public static final Unsaved NOTHING = new Unsaved("", null);
}
