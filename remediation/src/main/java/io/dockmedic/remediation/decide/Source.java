package io.dockmedic.remediation.decide;

import java.time.Duration;
import java.time.Instant;

/**
 * What an incident follows from, or may: the one that keeps it from being acted on.
 *
 * @param possible its rule names others from which it may follow
 * @param word     whether anybody hears of the other one; of no meaning while there is none
 * @param since    since when both fire
 */
public record Source(boolean possible, Word word, Instant since) {
    /** What follows from nothing. */
    public static final Source NONE = new Source(false, Word.OPEN, Instant.MAX);

    /** As long as it takes to decide on the other one, whichever of the two was heard of first. */
    private static final Duration SOON = Duration.ofMinutes(1);
    /** What one fault is, and what it brings, a person knows by then, or ought to hear from both ends. */
    private static final Duration LONG = Duration.ofHours(1);

    /** Whether people hear of an incident that others follow from. */
    public enum Word {
        /** Somebody was told, or knows, or may yet be told. */
        OPEN,
        /** Nobody was told, and nothing more is tried. */
        NONE,
        /** Nobody is to hear of it now: a person said so. */
        UNWANTED
    }

    /** Whether a person is to hear of what follows, since they would else hear of nothing, or only of what has not ended for long. */
    public boolean leavesUntold(Instant now) {
        return switch (word) {
            case OPEN -> passed(LONG, now);
            case NONE -> passed(SOON, now);
            case UNWANTED -> false;
        };
    }

    private boolean passed(Duration time, Instant now) {
        return now.isAfter(since) && Duration.between(since, now).compareTo(time) >= 0;
    }
}
