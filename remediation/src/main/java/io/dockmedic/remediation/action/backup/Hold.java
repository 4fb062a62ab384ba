package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.view.Bystanders;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a container still, and lets it go on again: that it is held is written down before, and who finds that brings it back. What
 * somebody else has done to it meanwhile stays. What the engine did not answer is not known before it was looked at for long enough, and
 * what may be held in the end is told to a person. To be used once, on one context.
 */
final class Hold {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    /** For so long what does not go on is tried again, and so long once more before a person is told. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** What was not answered shows by then, as a rule. */
    private static final Duration SETTLES = Duration.ofSeconds(20);
    /** What was not answered, and does not show for so long while the engine answers looks, will not happen. */
    private static final Duration DOUBT = Duration.ofMinutes(5);
    private static final int IS_SO_ALREADY = 304;

    /** How it ended. */
    sealed interface Back {
        /**
         * It is as it is to be: what was held goes on.
         *
         * @param still whether it was as it was left all the while
         */
        record Up(boolean still) implements Back {}

        /** It goes on, and was never held as far as could be seen. */
        record Never(String why) implements Back {}

        /** It is somebody else's now. */
        record Left(String why) implements Back {}

        /** It is held, or may yet be, and that is not ours to end, or cannot be ended. */
        record Unsure(String why) implements Back {}
    }

    private final Backing with;
    private final String act;
    private final String container;
    /** Whether this is what another has begun. */
    private final boolean resumed;
    /** Whether it is looked at in the end, although it was not held. */
    private final boolean watched;
    private final Parts parts;
    private final Others others;
    private final Promise<Back> back = Promise.promise();
    private Grip grip;
    private boolean looked;
    private boolean still = true;
    private @Nullable Instant heardBy;
    private @Nullable Instant goesOnSince;
    private @Nullable Instant unseenSince;
    private @Nullable Instant observerSince;
    private @Nullable Instant refusedSince;
    private Instant notBefore = Instant.MIN;
    private int refusals;

    private Hold(Backing with, String act, String container, Grip grip, boolean watched, boolean resumed, int calls) {
        this.with = with;
        this.act = act;
        this.container = container;
        this.grip = grip;
        this.watched = watched;
        this.resumed = resumed;
        this.parts = new Parts(with, act, container, calls);
        this.others = new Others(with.bystanders(), act, container);
    }

    /** One that runs; what does not run is still already, and it is looked at afterwards whether it was all the while. */
    static Hold of(Backing with, String act, ContainerState state, Quiet how) {
        Quiet needed = state.running() ? how : Quiet.NONE;
        Duration stops = needed == Quiet.STOP ? StopTimeout.of(state) : Duration.ZERO;
        return new Hold(with, act, state.id(),
                new Grip(needed, with.clock().now(), Grip.run(state), stops, false), how != needed, false, 0);
    }

    /** One that was taken before, or may have been; empty where none was. */
    static Optional<Hold> left(Backing with, String act, String container, Map<String, String> notes) {
        return Grip.of(notes, with.clock().now())
                .filter(grip -> grip.how() != Quiet.NONE)
                .map(grip -> new Hold(with, act, container, grip, false, true, Parts.made(notes)));
    }

    /** Whether it was held by us at all. */
    boolean holds() {
        return grip.how() != Quiet.NONE;
    }

    /**
     * Holds it. The future never fails.
     *
     * @return why it is not held; empty when it is. It is to be given back either way: what was not answered may come true
     */
    Future<Optional<String>> take() {
        if (!holds()) {
            return Future.succeededFuture(Optional.empty());
        }
        grip = grip.since(with.clock().now());
        return parts.call(grip.how().word(), grip.notes(), false,
                () -> grip.how() == Quiet.STOP
                        ? with.changes().stop(container, grip.stops())
                        : with.changes().pause(container))
                .compose(this::taken);
    }

    private Future<Optional<String>> taken(CallResult<Void> result) {
        return switch (result) {
            case CallResult.Done<Void> done -> {
                grip = grip.certain();
                yield parts.noted(grip.notes()).map(noted -> Optional.empty());
            }
            // If it is paused or down by now, somebody else did that.
            case CallResult.Refused<Void> refused when !Parts.mayHaveBegun(grip.how().word(), refused) -> {
                grip = grip.none();
                yield parts.noted(grip.notes()).map(noted -> Optional.of(refused.message()));
            }
            case CallResult.Refused<Void>(ErrorClass error, int status, String message) ->
                Future.succeededFuture(Optional.of(message));
            case CallResult.Unknown<Void>(String why) -> Future.succeededFuture(Optional.of(why));
        };
    }

    /** Lets it go on, however long that takes while the engine does not answer. The future never fails. */
    Future<Back> giveBack() {
        if (!holds() && !watched) {
            return Future.succeededFuture(new Back.Up(true));
        }
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
        goesOnSince = null;
        with.calls().info().onSuccess(result -> {
            if (result instanceof CallResult.Done<EngineInfo>) {
                unseen("the engine says nothing of it, " + why);
            } else {
                again(EVERY);
            }
        });
    }

    private void unseen(String why) {
        goesOnSince = null;
        Instant since = Objects.requireNonNullElse(unseenSince, with.clock().now());
        unseenSince = since;
        if (!tooLong(since)) {
            again(EVERY);
        } else {
            over(holds()
                    ? new Back.Unsure(
                            "it may be held still (" + grip.how().word() + "), and cannot be looked at: " + why)
                    : new Back.Up(false));
        }
    }

    private boolean tooLong(Instant since) {
        return !with.clock().now().isBefore(since.plus(PATIENCE));
    }

    private void seen(ContainerState state) {
        unseenSince = null;
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
        Instant by = Objects.requireNonNullElse(heardBy, now.plus(Bystanders.SHUTDOWN));
        heardBy = by;
        if (!with.observer().getAsBoolean()) {
            observerSince = null;
            if (now.isBefore(by)) {
                again(EVERY);
                return true;
            }
            return false;
        }
        Instant since = Objects.requireNonNullElse(observerSince, now);
        observerSince = since;
        if (tooLong(since)) {
            over(new Back.Unsure("it may be held still (" + grip.how().word()
                    + ") by us, and another instance of Dockmedic acts on this engine, which knows nothing of it"));
        } else {
            again(EVERY);
        }
        return true;
    }

    private void goesOn(ContainerState state) {
        if (!grip.sure()) {
            doubted();
        } else if (grip.how() == Quiet.PAUSE && !state.running()) {
            over(new Back.Left("it has ended meanwhile"));
        } else {
            over(new Back.Up(still));
        }
    }

    /** What was not answered may yet come true, in whichever run. */
    private void doubted() {
        Instant now = with.clock().now();
        Instant since = Objects.requireNonNullElse(goesOnSince, now);
        goesOnSince = since;
        Instant by = grip.at().plus(grip.stops());
        Instant from = since.isAfter(by) ? since : by;
        if (!resumed && !now.isBefore(from.plus(SETTLES))) {
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
        goesOnSince = null;
        // What somebody has done since is theirs to undo.
        Optional<String> theirs = others.has(grip);
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
            letGo();
        }
    }

    private void letGo() {
        Instant now = with.clock().now();
        if (now.isBefore(notBefore) || others.deploys(grip, now)) {
            again(EVERY);
            return;
        }
        boolean starts = grip.how() == Quiet.STOP;
        parts.call(starts ? "start" : "unpause", Map.of(), true,
                () -> starts ? with.calls().start(container) : with.changes().unpause(container))
                .onSuccess(result -> {
                    switch (result) {
                        case CallResult.Done<Void> done -> over(new Back.Up(still));
                        case CallResult.Refused<Void>(ErrorClass error, int status, String message) when status == IS_SO_ALREADY
                                || error == ErrorClass.UNREACHABLE ->
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

    private void refused(String why) {
        Instant since = Objects.requireNonNullElse(refusedSince, with.clock().now());
        refusedSince = since;
        if (tooLong(since)) {
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
        noted.onComplete(either -> back.complete(came));
    }
}
