package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.call.PartCalls;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/** How far an act has come, in step with the journal, for all who have a part in it. To be used on one context. */
final class Chronicle {
    private final OnGpu with;
    private final PartCalls parts;
    private Progress now;

    Chronicle(OnGpu with, Progress now) {
        this.with = with;
        this.parts = new PartCalls(with.steps(), with.ledger(), with.clock());
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
        OwnAct entry = PartCalls.entry(next.act(), next.part(), called.id(), word, next.at());
        now = next;
        return parts.make(next.act(), next.notes(), entry, whatever, () -> {
            with.counts().accept(next.act(), next.services());
            return call.get();
        }).onSuccess(came -> now = came.isEmpty() ? before : now);
    }

    /** All calls of the act are over. */
    void allOver() {
        now.drained()
                .stream()
                .filter(one -> one.calls() > 0)
                .forEach(one -> parts.over(now.act(), now.part(), one.id(), with.clock().now()));
    }
}
