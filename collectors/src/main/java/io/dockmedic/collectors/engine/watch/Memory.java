package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.intent.Kill;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a container over our own restart, so that a gap ends in the right state and not in a replay.
 *
 * @param shouldRun    it was started and nobody has asked for its end since
 * @param running      it ran when we last looked
 * @param run          when its last known run started
 * @param reportedDead the run whose death was last reported
 * @param lastEnd      how the last run ended, for the day the engine turns out to have gone with it; null while unknown
 * @param kills        signals sent during that run: a death that one asked for may come after our restart
 * @param oomAt        when the engine said {@code oom} of that run; null when it did not
 * @param stopAt       when the engine said {@code stop} before that run's death was read; null when it did not
 * @param healthTold   what was last told of that run's health, {@code healthy} or {@code unhealthy}; empty when nothing was
 * @param stopSignal   the signal that asks it to stop, by its number; null where nobody has looked yet
 * @param stopTimeout  how long the engine waits for its end before it kills; null where an older Dockmedic has kept it
 * @param dealtWith    the last messages about it that were dealt with, by their identities; the newest last
 * @param dealtAt      the stamp of the last of them; null before the first
 * @param dealtDated   the same in our own time; null before the first, and where an older Dockmedic has kept it
 * @param failedStart  the start after that run which failed and was told; null when none has
 */
record Memory(
        Container container,
        boolean shouldRun,
        boolean running,
        Instant run,
        Instant reportedDead,
        int restartCount,
        boolean engineRestarts,
        boolean oomFlag,
        Tracker.@Nullable End lastEnd,
        List<Kill> kills,
        @Nullable Instant oomAt,
        @Nullable Instant stopAt,
        @Nullable String healthTold,
        @Nullable Integer stopSignal,
        @Nullable Duration stopTimeout,
        @Nullable List<String> dealtWith,
        @Nullable Instant dealtAt,
        @Nullable Instant dealtDated,
        @Nullable FailedStart failedStart) {
    Memory {
        kills = List.copyOf(kills);
        // A row of an earlier version has none of these.
        healthTold = Objects.requireNonNullElse(healthTold, "");
        dealtWith = dealtWith == null ? List.of() : List.copyOf(dealtWith);
    }

    /** A container never seen before. */
    static Memory fresh(Container container) {
        return new Memory(container, false, false, Instant.EPOCH, Instant.EPOCH, 0, false, false, null, List.of(),
                null, null, "", null, null, List.of(), null, null, null);
    }

    /**
     * The same in a start of the machine that began behind, as one without a battery does: what was last told of it is then of now.
     * Its other times are only compared with each other.
     */
    Memory asOf(Instant now) {
        return dealtDated == null || !dealtDated.isAfter(now)
                ? this
                : new Memory(
                        container, shouldRun, running, run, reportedDead, restartCount, engineRestarts, oomFlag,
                        lastEnd, kills, oomAt, stopAt, healthTold, stopSignal, stopTimeout, dealtWith, dealtAt, now,
                        failedStart);
    }
}
