package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.call.PartCalls;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/**
 * Asks the engine for one container, which is written down before, and says what its answer means. To be used on one context.
 */
final class Asking {
    private final Stacking with;
    private final PartCalls parts;
    private final Standing standing;
    private final Patience patience;

    Asking(Stacking with, Standing standing, Patience patience) {
        this.with = with;
        this.parts = new PartCalls(with.steps(), with.ledger(), with.clock());
        this.standing = standing;
        this.patience = patience;
    }

    /** Its run is to be over by our doing. */
    void ends(Turn turn) {
        if (turn.ran()) {
            with.bystanders().ends(standing.progress().act(), turn.id(), turn.run());
        }
    }

    /** What follows on its answer. The future never fails. */
    Future<Next> ask(Next.Ask ask) {
        Turn turn = ask.turn();
        boolean down = turn.is(Turn.State.CALLED);
        standing.asks();
        ends(turn);
        Progress before = standing.progress();
        Progress asked = before.with(turn.called()).next(with.clock().now());
        standing.stands(asked);
        patience.called(asked.at());
        with.counts().accept(asked.act(), asked.services());
        OwnAct entry = PartCalls.entry(asked.act(), asked.part(), turn.id(), ask.word(), asked.at());
        return parts.make(asked.act(), asked.notes(), entry, down, () -> call(ask))
                .compose(came -> came.map(result -> came(before, ask, result))
                        .orElseGet(() -> Future.succeededFuture(unwritten(turn, before))));
    }

    private Future<CallResult<Void>> call(Next.Ask ask) {
        return switch (ask) {
            case Next.Restart restart -> with.calls().restart(restart.turn().id(), restart.stops());
            case Next.Start start -> with.calls().start(start.turn().id());
        };
    }

    /** Nothing is restarted of which nobody would know. What was cut off by us is tried on, for a disk may have room again. */
    private Next unwritten(Turn turn, Progress before) {
        Progress halted = before.halted("it could not be written down");
        standing.stands(halted);
        with.counts().accept(halted.act(), halted.services());
        return patience.unwrittenEnough(turn, with.clock().now())
                ? new Next.Becomes(halted.with(turn.becomes(Turn.State.LEFT, Turn.UNWRITTEN)))
                : Next.Again.LATER;
    }

    private Future<Next> came(Progress before, Next.Ask ask, CallResult<Void> result) {
        Instant now = with.clock().now();
        return switch (result) {
            case CallResult.Done<Void> done -> Future.succeededFuture(new Next.Look());
            case CallResult.Unknown<Void> unknown -> {
                patience.unknown(now, ask.stops());
                yield Future.succeededFuture(Next.Again.LATER);
            }
            case CallResult.Refused<Void> refused when refused.isSoAlready() ->
                Future.succeededFuture(Next.Again.SOON);
            // It never got there.
            case CallResult.Refused<Void> refused when refused.error() == ErrorClass.UNREACHABLE -> {
                standing.stands(before);
                yield Future.succeededFuture(Next.Again.LATER);
            }
            case CallResult.Refused<Void> refused -> {
                standing.refused(refused.error(), refused.message());
                // It may have been sent its signal all the same, and end later.
                boolean later = refused.status() != 0 && refused.error() == ErrorClass.SERVER_ERROR;
                patience.refused(now, later ? ask.stops() : Duration.ZERO);
                yield crowded(refused);
            }
        };
    }

    /** What failed for want of room may fail for what that left behind when it is tried again. */
    private Future<Next> crowded(CallResult.Refused<Void> refused) {
        if (refused.noRoom()) {
            standing.noRoom();
        }
        return with.room().against().map(full -> {
            if (full.isPresent()) {
                standing.noRoom();
            }
            return Next.Again.LATER;
        });
    }

    /** All calls are over at that time. */
    void over(Instant at) {
        Progress progress = standing.progress();
        progress.turns()
                .stream()
                .filter(turn -> turn.calls() > 0)
                .forEach(turn -> parts.over(progress.act(), progress.part(), turn.id(), at));
    }
}
