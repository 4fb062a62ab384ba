package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.intent.OwnAct;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/** How far an act has come, in step with the journal, for all who have a part in it. To be used on one context. */
final class Chronicle {
    private static final int IS_SO_ALREADY = 304;

    private final OnGpu with;
    private Progress now;

    Chronicle(OnGpu with, Progress now) {
        this.with = with;
        this.now = now;
    }

    Progress now() {
        return now;
    }

    /** That is so now, whether or not it can be written down. Answers with whether it was. Never fails. */
    Future<Boolean> becomes(Progress next) {
        now = next;
        return with.steps().note(next.act(), next.notes()).map(true).otherwise(false);
    }

    /** One container has come further; where that cannot be written down it is seen by looking. */
    Future<Boolean> becomes(Drained next) {
        return becomes(now.with(next));
    }

    /** That went wrong. */
    Future<Boolean> amiss(String why) {
        return becomes(now.amiss(why));
    }

    /**
     * Asks the engine for something, written down and entered in the ledger before, so that its words about it are known for
     * ours.
     *
     * @param called   the container, which is asked for once more
     * @param word     as the ledger knows it
     * @param whatever it is made also when it cannot be written down: what is down by our doing is brought up in any case
     * @return empty when it was not made, for it could not be written down; never fails
     */
    Future<Optional<CallResult<Void>>> call(Drained called, String word, boolean whatever,
            Supplier<Future<CallResult<Void>>> call) {
        Progress before = now;
        Progress next = now.with(called).next(with.clock().now());
        OwnAct entry = new OwnAct(OwnAct.part(next.act(), next.part()), called.id(), word, next.at(),
                OwnAct.Phase.BEGINS);
        now = next;
        Future<Void> entered = with.steps()
                .begins(next.act(), next.notes(), entry)
                .compose(in -> with.ledger().publish(entry));
        return (whatever ? entered.otherwiseEmpty() : entered).compose(
                in -> {
                    with.counts().accept(next.act(), next.services());
                    return call.get().map(result -> {
                        over(entry, result);
                        return Optional.of(result);
                    });
                },
                never -> {
                    now = before;
                    with.ledger().publish(phase(entry, OwnAct.Phase.VOID));
                    return Future.succeededFuture(Optional.empty());
                });
    }

    /** What was not answered may yet cause something, and stays open. */
    private void over(OwnAct entry, CallResult<Void> result) {
        if (!(result instanceof CallResult.Unknown)) {
            boolean nothing = result instanceof CallResult.Refused<Void> refused
                    && (refused.status() == 0 || refused.status() == IS_SO_ALREADY);
            with.ledger().publish(phase(entry, nothing ? OwnAct.Phase.VOID : OwnAct.Phase.ENDED));
        }
    }

    private OwnAct phase(OwnAct entry, OwnAct.Phase phase) {
        return new OwnAct(entry.id(), entry.containerId(), entry.action(), with.clock().now(), phase);
    }

    /** All calls of the act are over. */
    void allOver() {
        for (Drained one : now.drained()) {
            for (int part = 1; one.calls() > 0 && part <= now.part(); part++) {
                with.ledger()
                        .publish(new OwnAct(OwnAct.part(now.act(), part), one.id(), "", with.clock().now(),
                                OwnAct.Phase.ENDED));
            }
        }
    }
}
