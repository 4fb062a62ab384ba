package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.call.StopTimeout;
import java.time.Instant;

/**
 * What becomes of a container that the engine was asked for, or that somebody else was quicker with: whether it has come as far as
 * others need it, is waited for, is asked for again, or has failed. To be used on one context.
 */
final class ComingUp {
    private final Stacking with;
    private final Standing standing;
    private final Patience patience;

    ComingUp(Stacking with, Standing standing, Patience patience) {
        this.with = with;
        this.standing = standing;
        this.patience = patience;
    }

    Next of(Turn turn, ContainerState state, Instant now) {
        if (turn.anotherRun(state)) {
            return up(turn, state, now);
        } else if (state.running() && patience.mayShow(now)) {
            return Next.Again.SOON;
        } else if (state.running()) {
            return undone(turn);
        } else if (stoppedBySomebody(turn) && !patience.doubtful("down " + turn.id(), now)) {
            return failed(turn, "was stopped by somebody in the middle");
        } else if (standing.cutOff() && endedLate(turn, state)) {
            return new Next.Becomes(standing.progress()
                    .with(turn.becomes(Turn.State.FAILED, Turn.WHOSE))
                    .halted("somebody may have stopped " + turn.name()
                            + " while Dockmedic did not run, and has the right of way then"));
        } else if (patience.triedEnough(turn, standing.heeded(), standing.crowded(), now)) {
            return failed(turn, Turn.DOWN + (standing.said().isEmpty() ? "" : ": " + standing.said())
                    + (standing.crowded() ? full(turn) : ""));
        } else if (patience.tooSoon(turn, now)) {
            return Next.Again.SOON;
        }
        // It is down by our doing.
        boolean found = standing.cutOff() && turn.ran();
        return new Next.Start(found ? turn.becomes(Turn.State.CALLED, Turn.FOUND) : turn);
    }

    private static String full(Turn turn) {
        return "; the engine's disk is full: when there is room, docker start " + turn.name() + " starts it";
    }

    private boolean stoppedBySomebody(Turn turn) {
        return with.bystanders().down(standing.progress().act(), turn.id());
    }

    /** Not by what we asked for then, which was to end it. */
    private boolean endedLate(Turn turn, ContainerState state) {
        return turn.ran() && StopTimeout.endedLate(state, with.clock().shown(standing.progress().at()),
                StopTimeout.of(state));
    }

    /** The engine did not do what it was asked for: it may never have heard of it. */
    private Next undone(Turn turn) {
        if (patience.askedEnough(turn)) {
            return failed(turn, "was not restarted: "
                    + (standing.said().isEmpty() ? "the engine did not do what it was asked for" : standing.said()));
        }
        Progress back = standing.progress().with(turn.becomes(Turn.State.WAITING, ""));
        return new Next.Becomes(back.halt().isEmpty() ? back : back.halted(back.halt()));
    }

    private Next up(Turn turn, ContainerState state, Instant now) {
        Progress progress = standing.progress();
        String run = String.valueOf(state.startedAt());
        boolean longEnough = patience.upEnough(turn, progress.each(), now);
        boolean goesOn = state.running() || state.restarting();
        boolean asked = turn.need() == Need.COMPLETED || (turn.need() == Need.HEALTHY && state.health() != null);
        boolean soon = patience.mayDieAtOnce(turn, run, now) && !asked;
        if (turn.need().met(state) && !soon) {
            return ready(turn);
        } else if (!goesOn && stoppedBySomebody(turn)) {
            return failed(turn, "was stopped by somebody in the middle");
        } else if (!goesOn && turn.need() == Need.COMPLETED) {
            return failed(turn, "has ended with " + state.exitCode());
        } else if (!goesOn && !patience.doubtful("died " + run, now)) {
            return failed(turn, "has died again, with exit code " + state.exitCode());
        } else if (!progress.halt().isEmpty() && state.running()) {
            // Others have it in hand, and it is up.
            return ready(turn);
        } else if (goesOn && longEnough) {
            return failed(turn,
                    turn.need().missing(state) + ", " + progress.each().toSeconds() + "s after it was started");
        }
        return Next.Again.SOON;
    }

    private Next ready(Turn turn) {
        return new Next.Becomes(standing.progress().with(turn.becomes(Turn.State.READY, turn.why())));
    }

    private Next failed(Turn turn, String why) {
        return new Next.Becomes(standing.progress().with(turn.becomes(Turn.State.FAILED, why)));
    }
}
