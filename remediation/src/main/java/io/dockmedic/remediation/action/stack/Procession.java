package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
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
    private final Stacking with;
    private final boolean resumed;
    private final Standing standing;
    private final Patience patience;
    private final Blind blind;
    private final Beginning beginning;
    private final ComingUp comingUp;
    private final Asking asking;
    private final Promise<Outcome> outcome = Promise.promise();

    private Procession(Stacking with, Progress progress, boolean resumed) {
        this.with = with;
        this.resumed = resumed;
        this.standing = new Standing(progress, resumed);
        this.patience = new Patience(resumed, progress.at());
        this.blind = new Blind(with.calls(), with.clock());
        this.beginning = new Beginning(with, standing, patience, blind, resumed);
        this.comingUp = new ComingUp(with, standing, patience);
        this.asking = new Asking(with, standing, patience);
        progress.turns().stream().filter(turn -> turn.is(Turn.State.CALLED)).forEach(asking::ends);
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

    private void look() {
        Progress progress = standing.progress().settled();
        standing.stands(progress);
        Optional<Turn> turn = progress.turn();
        if (turn.isEmpty()) {
            over(progress.outcome(standing.error()), with.clock().now());
            return;
        }
        with.calls()
                .inspect(turn.get().id())
                .compose(result -> seen(turn.get(), result))
                .compose(next -> follow(turn.get(), next))
                .onFailure(why -> givenUp(
                        "it broke off at " + turn.get().name() + ": " + why.getClass().getSimpleName()));
    }

    private Future<Void> follow(Turn turn, Next next) {
        switch (next) {
            case Next.Look look -> look();
            case Next.Again(Duration pause) -> again(pause);
            // What is not known for good is made good by looking; nothing is called before that is written down.
            case Next.Becomes(Progress progress) -> {
                standing.further(progress);
                with.steps().note(progress.act(), progress.notes()).onComplete(noted -> look());
            }
            case Next.Unseen(String what) -> unseen(turn, what);
            case Next.Ask ask -> {
                return asking.ask(ask).compose(then -> follow(turn, then));
            }
        }
        return Future.succeededFuture();
    }

    private void again(Duration pause) {
        beginning.waits();
        with.timers().after(pause, this::look);
    }

    private void unseen(Turn turn, String what) {
        patience.since().unanswered(with.clock().now());
        blind.tooLong(what).onSuccess(tooLong -> {
            if (tooLong) {
                givenUp("the engine does not show how " + turn.name()
                        + " is, or what it shares, though it answers otherwise");
            } else {
                again(Next.Again.LATER.pause());
            }
        });
    }

    private Future<Next> seen(Turn turn, CallResult<ContainerState> result) {
        return switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> answered(turn, state);
            case CallResult.Refused<ContainerState> refused when refused.error() == ErrorClass.NOT_FOUND ->
                answered(turn, null);
            case CallResult.Refused<ContainerState> refused when refused.error() == ErrorClass.UNREACHABLE -> {
                patience.since().gone();
                blind.gone();
                yield Future.succeededFuture(Next.Again.LATER);
            }
            case CallResult.Refused<ContainerState> refused -> Future.succeededFuture(new Next.Unseen(turn.id()));
            case CallResult.Unknown<ContainerState> unknown -> Future.succeededFuture(new Next.Unseen(turn.id()));
        };
    }

    /** @param state null when the engine has it no more */
    private Future<Next> answered(Turn turn, @Nullable ContainerState state) {
        Instant now = with.clock().now();
        patience.since().answered(now);
        blind.seen(turn.id());
        if (resumed && waits(turn, state, now)) {
            return Future.succeededFuture(Next.Again.LATER);
        }
        Progress progress = standing.progress();
        Optional<Bystanders.Deed> deed = with.bystanders().lastTakeover(progress.act());
        if (deed.isPresent() && !deed.get().equals(standing.heeded())) {
            return Future.succeededFuture(heeded(deed.get(), now));
        } else if (state == null) {
            return Future.succeededFuture(
                    new Next.Becomes(progress.with(turn.becomes(Turn.State.FAILED, "is gone"))));
        } else if (turn.is(Turn.State.CALLED)) {
            return Future.succeededFuture(comingUp.of(turn, state, now));
        }
        return beginning.of(turn, state, now);
    }

    private Next heeded(Bystanders.Deed deed, Instant now) {
        // An engine that ends says the same words.
        if (now.isBefore(deed.heard().plus(Bystanders.SHUTDOWN))) {
            return Next.Again.SOON;
        }
        standing.heeds(deed);
        return new Next.Becomes(standing.progress()
                .halted("somebody did " + deed.what() + " on " + deed.name()
                        + " in the middle and has the right of way"));
    }

    /** What was cut off: the last call may be under way still, and what others did meanwhile may be heard only now. */
    private boolean waits(Turn turn, @Nullable ContainerState state, Instant now) {
        Progress progress = standing.progress();
        boolean first = patience.firstLook();
        boolean listens = patience.listens(progress, state, now);
        if (first && patience.stale(progress, now)) {
            // Nothing is written down while one is waited for.
            standing.stands(progress.halted("Dockmedic ended in the middle, at " + turn.name()
                    + ", and was away for too long to go on"));
        }
        return with.observer().getAsBoolean() || listens;
    }

    /** What was not answered may show for as long as it is given, and no longer: what comes later is somebody else's. */
    private void givenUp(String why) {
        over(new Outcome.Unknown(why + "; " + standing.progress().words()), patience.showsBy(with.clock().now()));
    }

    private void over(Outcome came, Instant calls) {
        with.bystanders().forget(standing.progress().act());
        asking.over(calls);
        outcome.tryComplete(came);
    }
}
