package io.dockmedic.collectors.intent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is known of a death when its intent is judged.
 *
 * @param at          the engine's clock
 * @param exitCode    128+n when signal n ended it
 * @param kills       during this run, oldest first
 * @param stopSignal  number of the signal that asks this container to stop
 * @param stopTimeout how long the engine waits before it kills
 * @param stopped     the engine's {@code stop} came with it, which it says only for a stop or restart it was asked for:
 *                    right after the death (20.10) or right before (28)
 */
public record Death(
        Instant at, int exitCode, List<Kill> kills, int stopSignal, Duration stopTimeout, boolean stopped) {
    public Death {
        kills = List.copyOf(kills);
    }

    /** The same death, now that it is known whether the engine's {@code stop} followed. */
    public Death stopped(boolean followed) {
        return new Death(at, exitCode, kills, stopSignal, stopTimeout, followed);
    }
}
