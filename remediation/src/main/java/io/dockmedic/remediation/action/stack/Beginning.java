package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * What becomes of a container whose turn it is and that the engine was not asked for yet: whether it is, or is left as it is. To be
 * used on one context.
 */
final class Beginning {
    private final Stacking with;
    private final Standing standing;
    private final Patience patience;
    private final Blind blind;
    private final Clearance clearance;
    private final boolean resumed;
    /** The one against which nothing stood a moment ago; empty for none. */
    private String cleared = "";

    Beginning(Stacking with, Standing standing, Patience patience, Blind blind, boolean resumed) {
        this.with = with;
        this.standing = standing;
        this.patience = patience;
        this.blind = blind;
        this.clearance = new Clearance(with);
        this.resumed = resumed;
    }

    /** What stood against nothing may do so by the next look. */
    void waits() {
        cleared = "";
    }

    Future<Next> of(Turn turn, ContainerState state, Instant now) {
        Progress progress = standing.progress();
        if (turn.anotherRun(state) && state.running()) {
            // Somebody else was quicker, or an engine that was started itself.
            return becomes(progress.with(turn.becomes(Turn.State.CALLED, "")));
        } else if (state.paused()) {
            return left(turn, "it is paused, which only somebody does");
        } else if (turn.ran() && !state.running() && patience.doubtful("ended " + turn.id(), now)) {
            return Future.succeededFuture(Next.Again.SOON);
        } else if (resumed && turn.ran() && turn.calls() == 0 && !state.running()) {
            // Not by our doing, and what was asked of it while we were away is not known.
            return left(turn, "it ended, and it is not known that nobody stopped it");
        } else if (progress.owed(turn) && !state.running() && with.bystanders().down(progress.act(), turn.id())) {
            return left(turn, "somebody stopped it in the middle");
        } else if (patience.atWork(standing.heeded(), state, now)) {
            return Future.succeededFuture(Next.Again.SOON);
        }
        return Shared.of(turn, progress, with.calls()).compose(shared -> sharing(turn, state, shared));
    }

    private Future<Next> sharing(Turn turn, ContainerState state, Shared shared) {
        Progress progress = standing.progress();
        boolean owed = progress.owed(turn);
        String host = "shared by " + turn.id();
        if (shared == Shared.UNSEEN) {
            return Future.succeededFuture(new Next.Unseen(host));
        }
        blind.seen(host);
        if (shared == Shared.DOWN) {
            return left(turn, owed ? Turn.CUT_OFF : "what it shares does not run");
        } else if (shared == Shared.ANEW && owed) {
            // By our doing, whatever holds up acts by now.
            Turn anew = turn.of(state);
            return Future.succeededFuture(
                    state.running() ? new Next.Restart(anew, state) : new Next.Start(anew));
        } else if (owed) {
            // A host comes before: what was restarted is another run by now, and this is the one as it was.
            return left(turn, "what it shares was not restarted");
        } else if (!progress.halt().isEmpty()) {
            return left(turn, progress.halt());
        }
        return with.mayGoOn()
                .apply(progress.act(), turn.id())
                .otherwise(false)
                .compose(may -> may
                        ? unlessItStaysDown(turn.of(state), state)
                        : left(turn, "acts on it are held up meanwhile"));
    }

    private Future<Next> unlessItStaysDown(Turn turn, ContainerState state) {
        if (!state.running()) {
            return Future.succeededFuture(new Next.Start(turn));
        } else if (cleared.equals(turn.id())) {
            cleared = "";
            return Future.succeededFuture(new Next.Restart(turn, state));
        }
        return clearance.against(turn, state).map(against -> against.map(why -> kept(turn, why)).orElseGet(() -> {
            cleared = turn.id();
            return new Next.Look();
        }));
    }

    private Next kept(Turn turn, Clearance.Objection against) {
        against.error().ifPresent(standing::error);
        Progress left = standing.progress().with(turn.becomes(Turn.State.LEFT, against.why()));
        return new Next.Becomes(against.all() ? left.halted(against.why()) : left);
    }

    private Future<Next> left(Turn turn, String why) {
        return becomes(standing.progress().with(turn.becomes(Turn.State.LEFT, why)));
    }

    private static Future<Next> becomes(Progress progress) {
        return Future.succeededFuture(new Next.Becomes(progress));
    }
}
