package io.dockmedic.remediation.action.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For how long something is so already; while the engine does not answer, that does not go on. To be used on one context. */
final class Since {
    private final Map<String, Instant> first = new HashMap<>();
    private @Nullable Instant unanswered;

    /** For how long, counted from the first time that this was asked of {@code what}. */
    Duration seen(String what, Instant now) {
        return Duration.between(first.computeIfAbsent(what, any -> now), now);
    }

    /** The engine answers. */
    void answered(Instant now) {
        Instant from = unanswered;
        if (from != null) {
            first.replaceAll((what, at) -> at.plus(Duration.between(from, now)));
            unanswered = null;
        }
    }

    /** It does not. */
    void unanswered(Instant now) {
        if (unanswered == null) {
            unanswered = now;
        }
    }

    /** It is not there, and nothing is as it was when it is back. */
    void gone() {
        first.clear();
        unanswered = null;
    }
}
