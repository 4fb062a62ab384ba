package io.dockmedic.remediation.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident that would have fired.
 *
 * @param fired   when
 * @param over    when it would have been over; null when it still fired at the end
 * @param events  how many contributed until then
 * @param summary its annotation, or empty
 * @param action  of the ladder's first step; empty without a remedy
 * @param verdict on that: {@code act}, {@code defer}, {@code suppress}; empty without a remedy
 * @param reason  of the verdict; empty without a remedy
 */
public record Firing(
        Instant fired, @Nullable Instant over, String alert, String key, int events, String summary, String action,
        String verdict, String reason) {
    Firing going(int count) {
        return new Firing(fired, over, alert, key, count, summary, action, verdict, reason);
    }

    Firing ended(Instant at, int count) {
        return new Firing(fired, at, alert, key, count, summary, action, verdict, reason);
    }
}
