package io.dockmedic.collectors.engine.stream;

import io.dockmedic.collectors.base.time.Clock;
import java.time.Duration;

/**
 * Guesses whether the engine dropped messages for us. It keeps 1024 for a subscriber that does not read, then drops
 * without a word. Had it come to that, at least so many would have reached us between the moment we stopped reading
 * and the moment we had caught up. Counts them; never misses a drop, may suspect one in a burst that had none.
 */
final class OverrunGuess {
    private static final int ENGINE_KEEPS = 1024;
    /** Once we read again, what the engine kept arrives well within this, or we have to stop reading again. */
    private static final Duration BACKLOG_READ = Duration.ofSeconds(5);

    private final Clock clock;
    private boolean stopped;
    private boolean counting;
    private int count;
    private long resumedAt;

    OverrunGuess(Clock clock) {
        this.clock = clock;
    }

    void stoppedReading() {
        if (!counting) {
            count = 0;
        }
        counting = true;
        stopped = true;
    }

    void readsAgain() {
        stopped = false;
        resumedAt = clock.nanos();
    }

    void message() {
        if (counting) {
            count++;
        }
    }

    /** All that came has been dealt with: true, once, when messages may have been dropped on the way here. */
    boolean caughtUp() {
        if (!counting || stopped) {
            return false;
        }
        boolean may = count >= ENGINE_KEEPS;
        if (may || clock.nanos() - resumedAt > BACKLOG_READ.toNanos()) {
            counting = false;
        }
        return may;
    }
}
