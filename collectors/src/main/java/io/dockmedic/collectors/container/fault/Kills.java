package io.dockmedic.collectors.container.fault;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Kills for want of memory of one container, from three that each know only part of it: its group's counter knows all of them
 * but is gone with the run, and is read at an interval; the engine tells of most; a death says whether there was one. Each is
 * counted once. Says how many are to be added, for one thread.
 */
final class Kills {
    /** The engine tells a little later than the kernel counts. */
    private static final Duration TOLD_LATE = Duration.ofSeconds(1);

    /** In the run that is under way or was the last. */
    private boolean counted;
    private @Nullable Instant lastRead;
    /** Told of by the engine, and in no reading yet. */
    private @Nullable Instant open;
    private @Nullable Instant died;
    /** Counted at the death, though no reading had it. */
    private boolean assumed;

    /** The group's counter grew by {@code kills} between the two moments. */
    long read(Instant from, Instant to, int kills) {
        Instant end = died;
        if (end != null && !from.isBefore(end)) {
            begin();
        } else if (end != null) {
            // It was read before the death, and is told after it.
            long more = assumed ? Math.max(0, kills - 1L) : kills;
            assumed &= kills == 0;
            return more;
        }
        if (kills > 0) {
            counted = true;
            lastRead = to;
        }
        if (open != null && !open.isAfter(to)) {
            open = null;
        }
        return kills;
    }

    /** The engine says that there was one. The reading that has it follows, unless the container dies first. */
    void told(Instant at) {
        if (died != null && at.isAfter(died)) {
            begin();
        }
        boolean known = lastRead != null && !at.isAfter(lastRead.plus(TOLD_LATE));
        if (died == null && !known) {
            open = at;
        }
    }

    /** @param oomKilled whether the engine knows of one in this run */
    long died(Instant at, boolean oomKilled) {
        if (died != null && !at.isAfter(died)) {
            return 0;
        }
        if (died != null) {
            begin();
        }
        died = at;
        assumed = open != null || (oomKilled && !counted);
        return assumed ? 1 : 0;
    }

    private void begin() {
        counted = false;
        lastRead = null;
        open = null;
        died = null;
        assumed = false;
    }
}
