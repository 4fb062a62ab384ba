package io.dockmedic.remediation.decide;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.remediation.action.about.Aim;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service that an act of ours took down on purpose, as its owner had approved. It stays so until somebody else brings
 * it up.
 *
 * @param at        when the act was intended
 * @param action    as rules write it
 * @param rule      that asked for it
 * @param incident  it was for
 * @param step      the rung, from 0
 * @param container full id
 * @param run       the run it ended or held up: when that was started, as inspect says; null when not known
 */
public record TakenDown(Instant at, String action, String rule, String incident, int step, String container,
        @Nullable Instant run) {
    private static final String PAUSE = "pause";
    private static final Map<String, String> DID = Map.of("stop", "stopped", "kill", "killed", PAUSE,
            "paused");

    /**
     * Whether it is still as the act left it: paused, or ended and not started anew. Compares no clocks. What was paused
     * and has been let go on may end like any other.
     */
    public boolean holds(ContainerState now) {
        return down(now) && of(now.startedAt());
    }

    /** Whether the container is as the act was to leave it, in whatever run. */
    public boolean down(ContainerState now) {
        return container.equals(now.id()) && (action.equals(PAUSE) ? now.paused() : !now.running());
    }

    /** Whether it was the run that was started then; the journal keeps no more than milliseconds. */
    public boolean of(@Nullable Instant started) {
        return run != null && started != null && run.toEpochMilli() == started.toEpochMilli();
    }

    /** Whether that was the end of the run. */
    public boolean endedWith(Died died) {
        // What follows a slash tells apart ends of one run.
        return container.equals(died.container().id())
                && (died.run().isEmpty() || of(Instant.parse(died.run().split("/", 2)[0])));
    }

    /**
     * Whether {@code asking} has come to a later rung of the very ladder: what follows there is part of it. What it has
     * paused must be let go on first.
     */
    public boolean leadsTo(String asking, int rung, Aim aim) {
        return incident.equals(asking) && step < rung && (aim == Aim.RESUME || !action.equals(PAUSE));
    }

    /** What happened, and what that means, for a person. */
    public String words() {
        return "Dockmedic " + DID.getOrDefault(action, "took down") + " it on purpose at " + at + ", by rule " + rule
                + ", as approved; it stays so until somebody starts it";
    }
}
