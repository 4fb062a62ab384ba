package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.view.Bystanders;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Lets what is held go on. What somebody else has done to it meanwhile stays. What the engine did not answer is not known before it was
 * looked at for long enough, and what may be held in the end is told to a person. To be used once, on one context.
 */
final class Release {
    /** The note that says that what we hold is left so, and why: nobody ends that any more. */
    static final String LEFT = "held_left";

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    /** For so long what does not go on is tried again, and so long once more before a person is told. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** What was not answered shows by then, as a rule. */
    private static final Duration SETTLES = Duration.ofSeconds(20);
    /** What was not answered, and does not show for so long while the engine answers looks, will not happen. */
    private static final Duration DOUBT = Duration.ofMinutes(5);

    private final Backing with;
    private final String container;
    /** Whether this is what another has begun. */
    private final boolean resumed;
    private final Parts parts;
    private final Others others;
    private final Promise<Back> back = Promise.promise();
    private final Since inSight = new Since();
    private final Since goesOn = new Since();
    private final Since unseen = new Since();
    private final Since observes = new Since();
    private final Since refused = new Since();
    private Grip grip;
    /** As a person calls it. */
    private String name;
    private boolean looked;
    private boolean still = true;
    private Instant notBefore = Instant.MIN;
    private int refusals;

    /**
     * @param grip    how it is held; {@link Quiet#NONE} where it is only looked at
     * @param parts   where the call is made by which it is held
     * @param resumed whether it was held before our restart, or by an attempt that does not know how that went on
     */
    Release(Backing with, String act, String container, Grip grip, Parts parts, boolean resumed) {
        this.with = with;
        this.container = container;
        this.name = container;
        this.grip = grip;
        this.parts = parts;
        this.resumed = resumed;
        this.others = new Others(with.bystanders(), act, container);
    }

    /** However long that takes while the engine does not answer. The future never fails. */
    Future<Back> go() {
        look();
        return back.future();
    }

    private void look() {
        with.calls().inspect(container).onSuccess(result -> {
            switch (result) {
                case CallResult.Done<ContainerState>(ContainerState state) -> seen(state);
                case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                    over(new Back.Left("somebody has removed it"));
                case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.UNREACHABLE ->
                    again(EVERY);
                case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) ->
                    unseen(message);
                case CallResult.Unknown<ContainerState>(String why) -> unanswered(why);
            }
        });
    }

    private void again(Duration wait) {
        with.timers().after(wait, this::look);
    }

    /** An engine that answers nothing is told of otherwise, and until it does nobody can do anything. */
    private void unanswered(String why) {
        goesOn.over();
        with.calls().info().onSuccess(result -> {
            if (result instanceof CallResult.Done<EngineInfo>) {
                unseen("the engine says nothing of it, " + why);
            } else {
                again(EVERY);
            }
        });
    }

    private void unseen(String why) {
        goesOn.over();
        if (!unseen.lasts(with.clock().now(), PATIENCE)) {
            again(EVERY);
        } else {
            over(holds()
                    ? new Back.Unsure(
                            "it may be held still (" + grip.how().word() + "), and cannot be looked at: " + why)
                    : new Back.Up(false));
        }
    }

    private boolean holds() {
        return grip.how() != Quiet.NONE;
    }

    private void seen(ContainerState state) {
        unseen.over();
        name = state.name();
        if (resumed && waits()) {
            return;
        }
        boolean held = grip.standsIn(state);
        if (!looked) {
            looked = true;
            still = held && grip.sameRun(state);
        }
        if (!holds()) {
            over(new Back.Up(still));
        } else if (held) {
            held(state);
        } else {
            goesOn(state);
        }
    }

    /** Who has begun after another waits for what others did meanwhile, and while another instance acts. */
    private boolean waits() {
        Instant now = with.clock().now();
        boolean heard = inSight.lasts(now, Bystanders.SHUTDOWN);
        if (!with.observer().getAsBoolean()) {
            observes.over();
            if (!heard) {
                again(EVERY);
            }
            return !heard;
        }
        if (observes.lasts(now, PATIENCE)) {
            over(new Back.Unsure("it may be held still (" + grip.how().word()
                    + ") by us, and another instance of Dockmedic acts on this engine, which knows nothing of it"));
        } else {
            again(EVERY);
        }
        return true;
    }

    private void goesOn(ContainerState state) {
        if (!grip.sure()) {
            doubted(state);
        } else if (grip.how() == Quiet.PAUSE && !state.running()) {
            over(new Back.Left("it has ended meanwhile"));
        } else {
            over(new Back.Up(still));
        }
    }

    /** What was not answered may yet come true, in whichever run. */
    private void doubted(ContainerState state) {
        Instant now = with.clock().now();
        Instant since = goesOn.seen(now);
        Instant by = grip.at().plus(grip.stops());
        Instant from = since.isAfter(by) ? since : by;
        boolean ended = grip.how() == Quiet.PAUSE && !state.running();
        if (ended && !now.isBefore(from.plus(SETTLES))) {
            // There is nothing to be paused; whoever brings it up again is not to wait for that.
            over(new Back.Left("it has ended meanwhile"));
        } else if (!resumed && !now.isBefore(from.plus(SETTLES))) {
            over(new Back.Unsure("the engine did not answer when it was to be held still (" + grip.how().word()
                    + "), which may yet come true"));
        } else if (resumed && !now.isBefore(from.plus(DOUBT))) {
            over(new Back.Never("the engine did not answer when it was to be held still (" + grip.how().word()
                    + "), and it went on for " + DOUBT.toMinutes() + " min after that"));
        } else {
            again(EVERY);
        }
    }

    private void held(ContainerState state) {
        goesOn.over();
        // What somebody has done since is theirs to undo.
        Optional<String> theirs = others.has(grip);
        if (grip.run().isEmpty()) {
            grip = grip.inRun(Grip.run(state));
        }
        if (theirs.isPresent()) {
            over(new Back.Left(theirs.get()));
        } else if (!grip.sameRun(state) && grip.sure()) {
            over(new Back.Left(grip.how() == Quiet.PAUSE
                    ? "somebody has paused another run of it"
                    : "it was started meanwhile, and has ended since"));
        } else if (!grip.sameRun(state) || (!grip.sure() && grip.endedLate(state, with.clock().shown(grip.at())))) {
            over(new Back.Unsure("it is " + state.status() + ", and whether by us (" + grip.how().word()
                    + ", which the engine did not answer) or by somebody is not known: it is left so"));
        } else {
            grip = grip.certain();
            others.replaced().ifPresentOrElse(this::leave, this::letGo);
        }
    }

    /** It stays as we hold it, for good: written down, for who settles the act has not heard what others did. */
    private void leave(String why) {
        parts.over();
        String told = "it is held still by us (" + grip.how().word() + "), and left so, for " + why + advice();
        parts.noted(Map.of(LEFT, told)).onComplete(either -> back.complete(new Back.Unsure(told)));
    }

    private String advice() {
        return "; docker " + undoing() + " " + name + " lets it go on";
    }

    private void letGo() {
        Instant now = with.clock().now();
        if (now.isBefore(notBefore) || others.deploys(grip, now)) {
            again(EVERY);
            return;
        }
        boolean starts = grip.how() == Quiet.STOP;
        parts.call(undoing(), Map.of(), true,
                () -> starts ? with.calls().start(container) : with.changes().unpause(container))
                .onSuccess(result -> {
                    switch (result) {
                        case CallResult.Done<Void> done -> over(new Back.Up(still));
                        case CallResult.Refused<Void> refused when refused.isSoAlready()
                                || refused.error() == ErrorClass.UNREACHABLE ->
                            again(EVERY);
                        case CallResult.Refused<Void>(ErrorClass error, int status, String message) -> refused(message);
                        case CallResult.Unknown<Void>(String why) -> {
                            // Nothing more is called before that has settled.
                            notBefore = with.clock().now().plus(SETTLES);
                            refused(why);
                        }
                    }
                });
    }

    /** What lets it go on, as the engine is asked, and a person writes it. */
    private String undoing() {
        return grip.how() == Quiet.STOP ? "start" : "unpause";
    }

    private void refused(String why) {
        if (refused.lasts(with.clock().now(), PATIENCE)) {
            over(new Back.Unsure("it was held still (" + grip.how().word() + ") and does not go on: " + why));
            return;
        }
        Duration wait = EVERY.multipliedBy(1L << Math.min(refusals, 5));
        refusals++;
        again(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    private void over(Back came) {
        boolean goesOnBeingLookedAt = came instanceof Back.Unsure && !resumed;
        if (goesOnBeingLookedAt) {
            // What was not answered stays open in the ledger, and what is held in the journal: who settles the act takes it up.
            back.complete(came);
            return;
        }
        parts.over();
        Future<Void> noted = resumed || !holds() ? Future.succeededFuture() : parts.noted(grip.none().notes());
        noted.onComplete(either -> back.complete(came instanceof Back.Unsure(String why)
                ? new Back.Unsure(why + advice())
                : came));
    }
}
