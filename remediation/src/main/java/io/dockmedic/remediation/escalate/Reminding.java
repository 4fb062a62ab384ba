package io.dockmedic.remediation.escalate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of what a receiver was told of while nobody acknowledges it.
 *
 * @param every it is told again; null for never
 * @param after so long somebody else is told too; null for never
 * @param then  who that is; empty for nobody
 */
public record Reminding(@Nullable Duration every, @Nullable Duration after, String then) {
    /** Told once. */
    public static final Reminding NONE = new Reminding(null, null, "");
}
