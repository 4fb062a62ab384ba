package io.dockmedic.remediation.action.call;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.record.Steps;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Calls that restart, stop or start containers as parts of one act: each is written down and entered in the ledger before, so that
 * the engine's words about it are known for ours.
 */
public record PartCalls(Steps steps, Publisher<OwnAct> ledger, Clock clock) {
    /** The entry of such a call. */
    public static OwnAct entry(String act, int part, String container, String word, Instant at) {
        return new OwnAct(OwnAct.part(act, part), container, word, at, OwnAct.Phase.BEGINS);
    }

    /**
     * Makes one.
     *
     * @param act      of which it is a part
     * @param notes    of the act, with this call counted
     * @param whatever it is made also when it cannot be written down: what is down by our doing is brought up in any case
     * @return empty when it was not made, for it could not be written down; never fails
     */
    public Future<Optional<CallResult<Void>>> make(String act, Map<String, String> notes, OwnAct entry,
            boolean whatever,
            Supplier<Future<CallResult<Void>>> call) {
        Future<Void> entered = steps.begins(act, notes, entry).compose(in -> ledger.publish(entry));
        return (whatever ? entered.otherwiseEmpty() : entered).compose(
                in -> call.get().map(result -> {
                    over(entry, result);
                    return Optional.of(result);
                }),
                never -> {
                    ledger.publish(phase(entry, OwnAct.Phase.VOID));
                    return Future.succeededFuture(Optional.empty());
                });
    }

    /** What was not answered may yet cause something, and stays open. */
    private void over(OwnAct entry, CallResult<Void> result) {
        if (!(result instanceof CallResult.Unknown)) {
            boolean nothing = result instanceof CallResult.Refused<Void> refused
                    && (refused.status() == 0 || refused.isSoAlready());
            ledger.publish(phase(entry, nothing ? OwnAct.Phase.VOID : OwnAct.Phase.ENDED));
        }
    }

    private OwnAct phase(OwnAct entry, OwnAct.Phase phase) {
        return new OwnAct(entry.id(), entry.containerId(), entry.action(), clock.now(), phase);
    }

    /**
     * All calls about a container are over at that time.
     *
     * @param parts how many calls the act has made, of all containers
     */
    public void over(String act, int parts, String container, Instant at) {
        for (int part = 1; part <= parts; part++) {
            ledger.publish(new OwnAct(OwnAct.part(act, part), container, "", at, OwnAct.Phase.ENDED));
        }
    }
}
