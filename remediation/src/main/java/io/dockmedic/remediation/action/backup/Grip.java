package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.call.StopTimeout;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a container is held still, as it is written down before.
 *
 * @param how   {@link Quiet#NONE} for what is not
 * @param at    when the engine was asked for it, in our own time
 * @param run   when the run that is held had begun, as the engine says; empty while it is not known which is held
 * @param stops how long it has to end
 * @param sure  the engine has said that it is held, or it was seen
 */
record Grip(Quiet how, Instant at, String run, Duration stops, boolean sure) {
    private static final String HELD = "held";
    private static final String AT = "held_at";
    private static final String RUN = "held_run";
    private static final String STOPS = "held_stops";
    private static final String SURE = "held_sure";

    /** One that was taken before our restart, or may have been; empty where none was. */
    static Optional<Grip> of(Map<String, String> notes, Instant now) {
        return Quiet.of(notes.getOrDefault(HELD, "")).map(how -> {
            Instant at = Instant.ofEpochMilli(Long.parseLong(notes.getOrDefault(AT, "0")));
            return new Grip(how, at.isAfter(now) ? now : at, notes.getOrDefault(RUN, ""),
                    Duration.ofMillis(Long.parseLong(notes.getOrDefault(STOPS, "0"))),
                    Boolean.parseBoolean(notes.getOrDefault(SURE, "false")));
        });
    }

    Map<String, String> notes() {
        return Map.of(HELD, how.word(), AT, Long.toString(at.toEpochMilli()), RUN, run, STOPS,
                Long.toString(stops.toMillis()), SURE, Boolean.toString(sure));
    }

    /** The run that a container is in, or was in last. */
    static String run(ContainerState state) {
        return String.valueOf(state.startedAt());
    }

    Grip since(Instant now) {
        return new Grip(how, now, run, stops, sure);
    }

    Grip certain() {
        return new Grip(how, at, run, stops, true);
    }

    /** It is that run which is held. */
    Grip inRun(String held) {
        return new Grip(how, at, held, stops, sure);
    }

    Grip none() {
        return new Grip(Quiet.NONE, at, run, stops, sure);
    }

    /** Whether it stands as if it were held so, whoever did that. */
    boolean standsIn(ContainerState state) {
        return how == Quiet.PAUSE ? state.paused() : !state.running();
    }

    boolean sameRun(ContainerState state) {
        return run.isEmpty() || run.equals(run(state));
    }

    /**
     * Whether it ended when what we asked for should long have ended it.
     *
     * @param asked what the clock on the wall showed when we asked
     */
    boolean endedLate(ContainerState state, Instant asked) {
        return how == Quiet.STOP && StopTimeout.endedLate(state, asked, stops);
    }
}
