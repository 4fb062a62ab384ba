package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.call.PartCalls;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.view.Bystanders;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One container after the other: looks at it, has it restarted, and waits until it has come as far as others need it. While the
 * engine does not answer it waits, however long that takes. Somebody who does something to the project meanwhile has the
 * right of way: what is under way is brought to its end, so that nothing is down by our doing, and no more is begun. To be
 * used on one context.
 */
final class Procession {
    private static final int IS_SO_ALREADY = 304;

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private static final String RESTART = "restart";
    private static final String START = "start";

    private final Stacking with;
    private final PartCalls parts;
    private final boolean resumed;
    private final Patience patience;
    private final Promise<Outcome> outcome = Promise.promise();
    private Progress progress;
    /** Whether what came of the latest call is not known yet, for it was made before our restart. */
    private boolean cutOff;
    private Bystanders.@Nullable Deed heeded;
    private String said = "";
    /** Its disk is full, by what it said or by what was measured then. */
    private boolean crowded;
    /** The one in which nobody was a moment ago; empty for none. */
    private String nobodyIn = "";
    private final Blind blind;
    private ErrorClass error = ErrorClass.CONFLICT;

    private Procession(Stacking with, Progress progress, boolean resumed) {
        this.with = with;
        this.parts = new PartCalls(with.steps(), with.ledger(), with.clock());
        this.blind = new Blind(with.calls(), with.clock());
        this.progress = progress;
        this.resumed = resumed;
        this.cutOff = resumed;
        this.patience = new Patience(resumed, progress.at());
        progress.turns().stream().filter(turn -> turn.is(Turn.State.CALLED)).forEach(this::ends);
    }

    /** Begins it. The future never fails. */
    static Future<Outcome> begin(Stacking with, Progress progress) {
        return new Procession(with, progress, false).run();
    }

    /** Goes on with what was cut off. The future never fails. */
    static Future<Outcome> resume(Stacking with, Progress progress) {
        return new Procession(with, progress, true).run();
    }

    private Future<Outcome> run() {
        look();
        return outcome.future();
    }

    /** Its run is to be over by our doing. */
    private void ends(Turn turn) {
        if (turn.ran()) {
            with.bystanders().ends(progress.act(), turn.id(), turn.run());
        }
    }

    private void again(Duration wait) {
        nobodyIn = "";
        with.timers().after(wait, this::look);
    }

    private void look() {
        progress = progress.settled();
        Optional<Turn> turn = progress.turn();
        if (turn.isEmpty()) {
            over(progress.outcome(error), with.clock().now());
            return;
        }
        with.calls()
                .inspect(turn.get().id())
                .compose(result -> {
                    seen(turn.get(), result);
                    return Future.succeededFuture();
                })
                .onFailure(why -> givenUp(
                        "it broke off at " + turn.get().name() + ": " + why.getClass().getSimpleName()));
    }

    /** What was not answered may show for as long as it is given, and no longer: what comes later is somebody else's. */
    private void givenUp(String why) {
        over(new Outcome.Unknown(why + "; " + progress.words()), patience.showsBy(with.clock().now()));
    }

    private void seen(Turn turn, CallResult<ContainerState> result) {
        switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> answered(turn, state);
            case CallResult.Refused<ContainerState> refused when refused.error() == ErrorClass.NOT_FOUND ->
                answered(turn, null);
            case CallResult.Refused<ContainerState> refused when refused.error() == ErrorClass.UNREACHABLE -> {
                patience.since().gone();
                blind.gone();
                again(EVERY);
            }
            case CallResult.Refused<ContainerState> refused -> unanswered(turn, turn.id());
            case CallResult.Unknown<ContainerState> unknown -> unanswered(turn, turn.id());
        }
    }

    /** @param what cannot be seen */
    private void unanswered(Turn turn, String what) {
        patience.since().unanswered(with.clock().now());
        blind.tooLong(what).onSuccess(tooLong -> {
            if (tooLong) {
                givenUp("the engine does not show how " + turn.name()
                        + " is, or what it shares, though it answers otherwise");
            } else {
                again(EVERY);
            }
        });
    }

    /** @param state null when the engine has it no more */
    private void answered(Turn turn, @Nullable ContainerState state) {
        Instant now = with.clock().now();
        patience.since().answered(now);
        blind.seen(turn.id());
        if (resumed && waits(turn, state, now)) {
            again(EVERY);
            return;
        }
        Optional<Bystanders.Deed> deed = with.bystanders().lastTakeover(progress.act());
        if (deed.isPresent() && !deed.get().equals(heeded)) {
            // An engine that ends says the same words.
            if (now.isBefore(deed.get().heard().plus(Bystanders.SHUTDOWN))) {
                again(TICK);
            } else {
                heeded = deed.get();
                becomes(progress.halted("somebody did " + deed.get().what() + " on " + deed.get().name()
                        + " in the middle and has the right of way"));
            }
        } else if (state == null) {
            failed(turn, "is gone");
        } else if (turn.is(Turn.State.CALLED)) {
            called(turn, state, now);
        } else {
            waiting(turn, state, now);
        }
    }

    /** What was cut off: the last call may be under way still, and what others did meanwhile may be heard only now. */
    private boolean waits(Turn turn, @Nullable ContainerState state, Instant now) {
        boolean first = patience.firstLook();
        boolean listens = patience.listens(progress, state, now);
        if (first && patience.stale(progress, now)) {
            // Nothing is written down while one is waited for.
            progress = progress.halted("Dockmedic ended in the middle, at " + turn.name()
                    + ", and was away for too long to go on");
        }
        return with.observer().getAsBoolean() || listens;
    }

    private void waiting(Turn turn, ContainerState state, Instant now) {
        if (turn.anotherRun(state) && state.running()) {
            // Somebody else was quicker, or an engine that was started itself.
            becomes(progress.with(turn.becomes(Turn.State.CALLED, "")));
        } else if (state.paused()) {
            becomes(progress.with(turn.becomes(Turn.State.LEFT, "it is paused, which only somebody does")));
        } else if (turn.ran() && !state.running() && patience.doubtful("ended " + turn.id(), now)) {
            again(TICK);
        } else if (resumed && turn.ran() && turn.calls() == 0 && !state.running()) {
            // Not by our doing, and what was asked of it while we were away is not known.
            becomes(progress.with(
                    turn.becomes(Turn.State.LEFT, "it ended, and it is not known that nobody stopped it")));
        } else if (progress.owed(turn) && !state.running() && with.bystanders().down(progress.act(), turn.id())) {
            becomes(progress.with(turn.becomes(Turn.State.LEFT, "somebody stopped it in the middle")));
        } else if (patience.atWork(heeded, state, now)) {
            again(TICK);
        } else {
            Shared.of(turn, progress, with.calls()).onSuccess(shared -> begin(turn, state, shared));
        }
    }

    private void begin(Turn turn, ContainerState state, Shared shared) {
        String host = "shared by " + turn.id();
        if (shared != Shared.UNSEEN) {
            blind.seen(host);
        }
        if (shared == Shared.UNSEEN) {
            unanswered(turn, host);
        } else if (shared == Shared.DOWN) {
            becomes(progress.with(turn.becomes(Turn.State.LEFT,
                    progress.owed(turn) ? Turn.CUT_OFF : "what it shares does not run")));
        } else if (shared == Shared.ANEW && progress.owed(turn)) {
            // By our doing, whatever holds up acts by now.
            call(turn.of(state), state, state.running() ? RESTART : START);
        } else if (progress.owed(turn)) {
            // A host comes before: what was restarted is another run by now, and this is the one as it was.
            becomes(progress.with(turn.becomes(Turn.State.LEFT, "what it shares was not restarted")));
        } else if (!progress.halt().isEmpty()) {
            becomes(progress.with(turn.becomes(Turn.State.LEFT, progress.halt())));
        } else {
            with.mayGoOn()
                    .apply(turn.id())
                    .otherwise(false)
                    .onSuccess(may -> {
                        if (may) {
                            unlessInside(turn.of(state), state);
                        } else {
                            becomes(progress.with(
                                    turn.becomes(Turn.State.LEFT, "acts on it are held up meanwhile")));
                        }
                    });
        }
    }

    /** To ask who is inside takes a while, so everything is looked at again after it. */
    private void unlessInside(Turn turn, ContainerState state) {
        if (!state.running()) {
            call(turn, state, START);
        } else if (nobodyIn.equals(turn.id())) {
            nobodyIn = "";
            call(turn, state, RESTART);
        } else {
            with.people()
                    .apply(turn.id())
                    .onSuccess(company -> company.against()
                            .ifPresentOrElse(why -> becomes(progress.with(turn.becomes(Turn.State.LEFT, why))),
                                    () -> unlessFull(turn)));
        }
    }

    private void unlessFull(Turn turn) {
        with.room()
                .against()
                .onSuccess(full -> full.ifPresentOrElse(
                        why -> becomes(progress.with(turn.becomes(Turn.State.LEFT, why)).halted(why)), () -> {
                            nobodyIn = turn.id();
                            look();
                        }));
    }

    private void called(Turn turn, ContainerState state, Instant now) {
        if (turn.anotherRun(state)) {
            up(turn, state, now);
        } else if (state.running() && patience.mayShow(now)) {
            again(TICK);
        } else if (state.running()) {
            undone(turn);
        } else if (with.bystanders().down(progress.act(), turn.id()) && !patience.doubtful("down " + turn.id(), now)) {
            failed(turn, "was stopped by somebody in the middle");
        } else if (cutOff && endedLate(turn, state)) {
            becomes(progress.with(turn.becomes(Turn.State.FAILED, Turn.WHOSE))
                    .halted("somebody may have stopped "
                            + turn.name() + " while Dockmedic did not run, and has the right of way then"));
        } else if (patience.triedEnough(turn, heeded, crowded, now)) {
            failed(turn, Turn.DOWN + (said.isEmpty() ? "" : ": " + said)
                    + (crowded ? full(turn) : ""));
        } else if (patience.tooSoon(turn, now)) {
            again(TICK);
        } else {
            // It is down by our doing.
            call(cutOff && turn.ran() ? turn.becomes(Turn.State.CALLED, Turn.FOUND) : turn, state, START);
        }
    }

    private static String full(Turn turn) {
        return "; the engine's disk is full: when there is room, docker start " + turn.name() + " starts it";
    }

    /** Not by what we asked for then, which was to end it. */
    private boolean endedLate(Turn turn, ContainerState state) {
        return turn.ran() && StopTimeout.endedLate(state, with.clock().shown(progress.at()), StopTimeout.of(state));
    }

    /** The engine did not do what it was asked for: it may never have heard of it. */
    private void undone(Turn turn) {
        if (patience.askedEnough(turn)) {
            failed(turn,
                    "was not restarted: " + (said.isEmpty() ? "the engine did not do what it was asked for" : said));
        } else {
            Progress back = progress.with(turn.becomes(Turn.State.WAITING, ""));
            becomes(progress.halt().isEmpty() ? back : back.halted(progress.halt()));
        }
    }

    private void up(Turn turn, ContainerState state, Instant now) {
        String run = String.valueOf(state.startedAt());
        boolean longEnough = patience.upEnough(turn, progress.each(), now);
        boolean goesOn = state.running() || state.restarting();
        boolean asked = turn.need() == Need.COMPLETED || (turn.need() == Need.HEALTHY && state.health() != null);
        boolean soon = patience.mayDieAtOnce(turn, run, now) && !asked;
        if (turn.need().met(state) && !soon) {
            becomes(progress.with(turn.becomes(Turn.State.READY, turn.why())));
        } else if (!goesOn && with.bystanders().down(progress.act(), turn.id())) {
            failed(turn, "was stopped by somebody in the middle");
        } else if (!goesOn && turn.need() == Need.COMPLETED) {
            failed(turn, "has ended with " + state.exitCode());
        } else if (!goesOn && !patience.doubtful("died " + run, now)) {
            failed(turn, "has died again, with exit code " + state.exitCode());
        } else if (!progress.halt().isEmpty() && state.running()) {
            // Others have it in hand, and it is up.
            becomes(progress.with(turn.becomes(Turn.State.READY, turn.why())));
        } else if (goesOn && longEnough) {
            failed(turn, turn.need().missing(state) + ", " + progress.each().toSeconds() + "s after it was started");
        } else {
            again(TICK);
        }
    }

    private void call(Turn turn, ContainerState state, String word) {
        boolean down = turn.is(Turn.State.CALLED);
        cutOff = false;
        ends(turn);
        Progress before = progress;
        progress = progress.with(turn.called()).next(with.clock().now());
        patience.called(progress.at());
        with.counts().accept(progress.act(), progress.services());
        OwnAct entry = PartCalls.entry(progress.act(), progress.part(), turn.id(), word, progress.at());
        parts.make(progress.act(), progress.notes(), entry, down, () -> word.equals(RESTART)
                ? with.calls().restart(turn.id(), StopTimeout.of(state))
                : with.calls().start(turn.id()))
                .onSuccess(came -> came.ifPresentOrElse(result -> came(before, state, word, result), () -> {
                    progress = before.halted("it could not be written down");
                    with.counts().accept(progress.act(), progress.services());
                    unwritten(turn);
                }));
    }

    /** Nothing is restarted of which nobody would know. What was cut off by us is tried on, for a disk may have room again. */
    private void unwritten(Turn turn) {
        if (patience.unwrittenEnough(turn, with.clock().now())) {
            becomes(progress.with(turn.becomes(Turn.State.LEFT, Turn.UNWRITTEN)));
        } else {
            again(EVERY);
        }
    }

    private void came(Progress before, ContainerState state, String word, CallResult<Void> result) {
        Instant now = with.clock().now();
        Duration stops = word.equals(RESTART) ? StopTimeout.of(state) : Duration.ZERO;
        switch (result) {
            case CallResult.Done<Void> done -> look();
            case CallResult.Unknown<Void> unknown -> {
                patience.unknown(now, stops);
                again(EVERY);
            }
            case CallResult.Refused<Void> refused when refused.status() == IS_SO_ALREADY -> again(TICK);
            // It never got there.
            case CallResult.Refused<Void> refused when refused.error() == ErrorClass.UNREACHABLE -> {
                progress = before;
                again(EVERY);
            }
            case CallResult.Refused<Void> refused -> {
                said = refused.message();
                crowded = crowded || refused.noRoom();
                error = refused.error();
                // It may have been sent its signal all the same, and end later.
                boolean later = refused.status() != 0 && refused.error() == ErrorClass.SERVER_ERROR;
                patience.refused(now, later ? stops : Duration.ZERO);
                // What failed for want of room may fail for what that left behind when it is tried again.
                with.room().against().onSuccess(full -> {
                    crowded = crowded || full.isPresent();
                    again(EVERY);
                });
            }
        }
    }

    private void failed(Turn turn, String why) {
        becomes(progress.with(turn.becomes(Turn.State.FAILED, why)));
    }

    /** What is not known for good is made good by looking; nothing is called before that is written down. */
    private void becomes(Progress now) {
        progress = now;
        said = "";
        crowded = false;
        with.steps().note(progress.act(), progress.notes()).onComplete(noted -> look());
    }

    private void over(Outcome came, Instant calls) {
        with.bystanders().forget(progress.act());
        progress.turns()
                .stream()
                .filter(turn -> turn.calls() > 0)
                .forEach(turn -> parts.over(progress.act(), progress.part(), turn.id(), calls));
        outcome.tryComplete(came);
    }
}
