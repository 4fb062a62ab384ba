package io.dockmedic.remediation.restore;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Reversible;
import io.dockmedic.remediation.action.Reversible.Back;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.remediation.verify.Settling;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Puts back what one act changed: the intent is written first, then the container is looked at once more, then it is done. A
 * call that was not answered is settled by looking. The futures never fail.
 */
final class PuttingBack {
    private static final String CHANGED = "not called: it has changed since the decision";
    private static final Duration UNDER_WAY = Duration.ofSeconds(30);

    private final EngineCalls calls;
    private final Records records;
    private final Publisher<OwnAct> ledger;
    private final Clock clock;
    private final Timers timers;

    PuttingBack(EngineCalls calls, Records records, Publisher<OwnAct> ledger, Clock clock, Timers timers) {
        this.calls = calls;
        this.records = records;
        this.ledger = ledger;
        this.clock = clock;
        this.timers = timers;
    }

    /**
     * Puts it back, and completes with what came of it once that is known; unknown where it is to be looked at again.
     *
     * @param clear whether nothing has come in between; asked as the last thing before the call
     */
    Future<Outcome> of(ActRecord act, Reversible action, ContainerState state, BooleanSupplier clear) {
        Instant now = clock.now();
        ActRecord back = new ActRecord(UUID.randomUUID().toString(), now, act.incident(), act.rule(), act.service(),
                act.container(), act.action(), act.step(), act.attempt(), state.startedAt(), now.plus(UNDER_WAY),
                "update", action.backNotes(act), false, false);
        return records.intend(back)
                .compose(
                        written -> calls.inspect(act.container())
                                .compose(look -> against(act, action, look))
                                .map(against -> clear.getAsBoolean() ? against : Optional.of(CHANGED))
                                .compose(against -> against
                                        .map(why -> notCalled(back, why))
                                        .orElseGet(() -> called(act, back, action))),
                        unwritten -> Future.succeededFuture(new Outcome.Unknown("the intent could not be written")));
    }

    private Future<Optional<String>> against(ActRecord act, Reversible action, CallResult<ContainerState> look) {
        return look instanceof CallResult.Done<ContainerState>(ContainerState state)
                && action.back(act, state, clock.shown(clock.now())) instanceof Back.Due
                        ? action.againstPuttingBack(act, state)
                        : Future.succeededFuture(Optional.of(CHANGED));
    }

    private Future<Outcome> notCalled(ActRecord back, String why) {
        return ended(back, OwnAct.Phase.VOID, new Outcome.Refused(ErrorClass.CONFLICT, why))
                .map(refused -> new Outcome.Unknown(why));
    }

    private Future<Outcome> called(ActRecord act, ActRecord back, Reversible action) {
        return ledger.publish(back.entry())
                .compose(
                        entered -> action.putBack(act).compose(answer -> answered(back, action, answer)),
                        failure -> ended(back, OwnAct.Phase.VOID, new Outcome.Refused(ErrorClass.SERVER_ERROR,
                                "the act could not be entered in the ledger")));
    }

    private Future<Outcome> answered(ActRecord back, Reversible action, CallResult<Void> answer) {
        return switch (answer) {
            case CallResult.Done<Void> done -> ended(back, OwnAct.Phase.ENDED, new Outcome.Done("put back"));
            case CallResult.Refused<Void>(ErrorClass error, int status, String message) ->
                ended(back, OwnAct.Phase.ENDED, new Outcome.Refused(error, message));
            case CallResult.Unknown<Void> unknown -> {
                Promise<Outcome> settled = Promise.promise();
                Settling.begin(back, action, calls, clock, timers, by -> records.heard(back.id(), by),
                        settled::complete);
                yield settled.future().compose(outcome -> ended(back, OwnAct.Phase.ENDED, outcome));
            }
        };
    }

    private Future<Outcome> ended(ActRecord back, OwnAct.Phase phase, Outcome outcome) {
        ledger.publish(new OwnAct(back.id(), back.container(), back.call(), clock.now(), phase));
        records.settle(back.id(), outcome.word(), outcome.text(), clock.now());
        return Future.succeededFuture(outcome);
    }
}
