package io.dockmedic.remediation.action.call;

import io.dockmedic.collectors.engine.client.ContainerState;
import java.time.Duration;
import java.time.Instant;

/** How long a container is given to stop. */
public final class StopTimeout {
    /** What may be writing to a volume gets at least as much. */
    public static final Duration WITH_DATA = Duration.ofSeconds(60);
    /** docker-autoheal's label, in seconds. */
    public static final String AUTOHEAL = "autoheal.stop.timeout";

    /** A longer number is a slip of the hand: nothing is to wait for half a day. */
    private static final int MOST_DIGITS = 4;

    /** So far the engine's clock and ours may be apart, with what a call takes. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private StopTimeout() {}

    /**
     * What the label {@value #AUTOHEAL} says in whole seconds, else its own, and at least a minute where it may be
     * writing to a volume. A label that says anything else is as good as none.
     */
    public static Duration of(ContainerState state) {
        String label = state.labels().getOrDefault(AUTOHEAL, "").strip();
        Duration wanted = seconds(label) ? Duration.ofSeconds(Integer.parseInt(label)) : state.stopTimeout();
        return state.writableVolume() && wanted.compareTo(WITH_DATA) < 0 ? WITH_DATA : wanted;
    }

    /**
     * Whether it ended when a stop should long have ended it: by somebody, or by itself.
     *
     * @param asked what the clock on the wall showed when it was asked for
     * @param stops how long it was given
     */
    public static boolean endedLate(ContainerState state, Instant asked, Duration stops) {
        Instant finished = state.finishedAt();
        return finished != null && finished.isAfter(asked.plus(stops).plus(MARGIN));
    }

    private static boolean seconds(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
