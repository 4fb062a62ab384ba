package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.intent.OwnAct;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.function.Supplier;

/** Makes one call, written down and entered in the ledger before, so that the engine's words about it are known for ours. */
final class Calling {
    /** What came of it. */
    sealed interface Came {
        /** It could not be written down, and was not made. */
        record Unwritten() implements Came {}

        /** The engine answered, or did not. */
        record Answered(CallResult<Void> result) implements Came {}
    }

    private final Stacking with;

    Calling(Stacking with) {
        this.with = with;
    }

    /**
     * The future never fails.
     *
     * @param progress with this call counted
     * @param word     as the ledger knows it
     * @param whatever it is made also when it cannot be written down: what is down by our doing is brought up in any case
     */
    Future<Came> of(Progress progress, String container, String word, boolean whatever,
            Supplier<Future<CallResult<Void>>> call) {
        OwnAct entry = new OwnAct(OwnAct.part(progress.act(), progress.part()), container, word, progress.at(),
                OwnAct.Phase.BEGINS);
        Future<Void> entered = with.steps()
                .begins(progress.act(), progress.notes(), entry)
                .compose(in -> with.ledger().publish(entry));
        Promise<Came> came = Promise.promise();
        (whatever ? entered.otherwiseEmpty() : entered)
                .onSuccess(in -> call.get().onSuccess(result -> {
                    over(entry, result);
                    came.complete(new Came.Answered(result));
                }))
                .onFailure(never -> {
                    with.ledger().publish(phase(entry, OwnAct.Phase.VOID));
                    came.complete(new Came.Unwritten());
                });
        return came.future();
    }

    /** What was not answered may yet cause something, and stays open. */
    private void over(OwnAct entry, CallResult<Void> result) {
        if (!(result instanceof CallResult.Unknown)) {
            boolean nothing = result instanceof CallResult.Refused<Void> refused
                    && (refused.status() == 0 || refused.status() == Procession.IS_SO_ALREADY);
            with.ledger().publish(phase(entry, nothing ? OwnAct.Phase.VOID : OwnAct.Phase.ENDED));
        }
    }

    private OwnAct phase(OwnAct entry, OwnAct.Phase phase) {
        return new OwnAct(entry.id(), entry.containerId(), entry.action(), with.clock().now(), phase);
    }

    /** All calls of the act are over at that time. */
    void allOver(Progress progress, Instant at) {
        for (Turn turn : progress.turns()) {
            for (int part = 1; turn.calls() > 0 && part <= progress.part(); part++) {
                with.ledger()
                        .publish(new OwnAct(OwnAct.part(progress.act(), part), turn.id(), "", at, OwnAct.Phase.ENDED));
            }
        }
    }
}
