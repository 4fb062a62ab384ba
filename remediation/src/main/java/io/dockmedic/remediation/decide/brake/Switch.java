package io.dockmedic.remediation.decide.brake;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something a person set at run time.
 *
 * @param id       unique
 * @param services whom it concerns
 * @param since    when it was set, in our own time
 * @param until    when it ends by itself; null when it does not
 * @param reason   theirs; may be empty
 * @param by       who, as they say; may be empty
 */
public record Switch(String id, Kind kind, ServicePattern services, Instant since, @Nullable Instant until,
        String reason, String by) {
    /** What was set. */
    public enum Kind {
        /** Nothing is changed; people are told. */
        PAUSE,
        /** Nothing is changed, nobody is told; it is said what would be. */
        DRY_RUN,
        /** Of these services nothing is changed and nobody is told, until it ends. */
        SILENCE;

        /** As the API and the journal write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it still holds. */
    public boolean on(Instant now) {
        return until == null || now.isBefore(until);
    }

    /** As a guard says it. */
    Hold hold() {
        String what = switch (kind) {
            case PAUSE -> "paused";
            case DRY_RUN -> "dry-run";
            case SILENCE -> services + " is silenced";
        };
        return new Hold(until, what + (by.isEmpty() ? "" : " by " + by) + (reason.isEmpty() ? "" : ": " + reason));
    }

    /** The same, to end at another time. */
    public Switch until(@Nullable Instant end) {
        return new Switch(id, kind, services, since, end, reason, by);
    }

    /** The same, set no later than {@code now} and for no longer than it was to be. */
    public Switch notAfter(Instant now) {
        if (!since.isAfter(now)) {
            return this;
        }
        Instant end = until == null ? null : now.plus(Duration.between(since, until));
        return new Switch(id, kind, services, now, end, reason, by);
    }
}
