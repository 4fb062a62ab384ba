package io.dockmedic.remediation.action.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Since when something has been so without a break, as far as was seen. To be used on one context. */
final class Since {
    private @Nullable Instant first;

    /** It is so now. */
    Instant seen(Instant now) {
        Instant since = Objects.requireNonNullElse(first, now);
        first = since;
        return since;
    }

    /** It is so now, and has been for at least that long. */
    boolean lasts(Instant now, Duration time) {
        return !now.isBefore(seen(now).plus(time));
    }

    /** It is not so. */
    void over() {
        first = null;
    }
}
