package io.dockmedic.remediation.restore;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.Actions;
import io.dockmedic.remediation.action.Reversible;
import io.dockmedic.remediation.action.Reversible.Back;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What acts of ours changed for a time, until it is put back or somebody has changed it since. Looks at each container
 * when its time may have come, and not more often than every 10 s. To be used on one context.
 */
public final class Returns {
    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration UNDER_WAY = Duration.ofSeconds(30);

    private final Actions actions;
    private final EngineCalls calls;
    private final Records records;
    private final Publisher<OwnAct> ledger;
    private final Clock clock;
    private final Timers timers;
    private final BiFunction<ActRecord, ContainerState, String> against;
    private final Map<String, ActRecord> owed = new HashMap<>();

    /** @param against what stands against changing the container now; empty when nothing does */
    public Returns(Actions actions, EngineCalls calls, Records records, Publisher<OwnAct> ledger, Clock clock,
            Timers timers, BiFunction<ActRecord, ContainerState, String> against) {
        this.actions = actions;
        this.calls = calls;
        this.records = records;
        this.ledger = ledger;
        this.clock = clock;
        this.timers = timers;
        this.against = against;
    }

    /** An act has changed something that is to be put back. */
    public void owes(ActRecord act) {
        if (owed.put(act.id(), act) == null) {
            later(act, FIRST_LOOK);
        }
    }

    private void later(ActRecord act, Duration wait) {
        timers.after(wait.compareTo(FIRST_LOOK) < 0 ? FIRST_LOOK : wait, () -> look(act));
    }

    private void look(ActRecord act) {
        if (actions.find(act.action()).orElse(null) instanceof Reversible action && owed.containsKey(act.id())) {
            calls.inspect(act.container()).onSuccess(result -> seen(act, action, result));
        }
    }

    private void seen(ActRecord act, Reversible action, CallResult<ContainerState> result) {
        switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> {
                switch (action.back(act, state, clock.shown(clock.now()))) {
                    case Back.Moot(String why) -> over(act, "not put back: " + why);
                    case Back.Later(Duration wait) -> later(act, wait);
                    case Back.Due due -> due(act, action, state);
                }
            }
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                over(act, "not put back: the container is gone");
            case CallResult.Refused<ContainerState> refused -> later(act, AGAIN);
            case CallResult.Unknown<ContainerState> unknown -> later(act, AGAIN);
        }
    }

    private void due(ActRecord act, Reversible action, ContainerState state) {
        String why = against.apply(act, state);
        if (!why.isEmpty()) {
            LOG.atDebug().log("what was changed on {} is put back later: {}", act.service(), why);
            later(act, AGAIN);
            return;
        }
        Instant now = clock.now();
        ActRecord back = new ActRecord(UUID.randomUUID().toString(), now, act.incident(), act.rule(), act.service(),
                act.container(), act.action(), act.step(), act.attempt(), state.startedAt(), now.plus(UNDER_WAY),
                "update",
                action.backNotes(act), false, false);
        records.intend(back)
                .compose(written -> ledger.publish(back.entry()))
                .compose(entered -> calls.inspect(act.container()))
                .compose(look -> still(act, action, look)
                        ? action.putBack(act).map(answer -> came(act, back, answer))
                        : Future.succeededFuture(none(act, back)))
                .onFailure(unwritten -> later(act, AGAIN));
    }

    private boolean still(ActRecord act, Reversible action, CallResult<ContainerState> look) {
        return look instanceof CallResult.Done<ContainerState>(ContainerState state)
                && action.back(act, state, clock.shown(clock.now())) instanceof Back.Due;
    }

    private Boolean none(ActRecord act, ActRecord back) {
        ended(back, OwnAct.Phase.VOID, "refused", "not called: it has changed since the decision");
        later(act, AGAIN);
        return false;
    }

    private Boolean came(ActRecord act, ActRecord back, CallResult<Void> answer) {
        switch (answer) {
            case CallResult.Done<Void> done -> {
                ended(back, OwnAct.Phase.ENDED, "done", "put back");
                over(act, "put back");
            }
            case CallResult.Refused<Void>(ErrorClass error, int status, String message) -> {
                ended(back, OwnAct.Phase.ENDED, "refused", error.word() + ": " + message);
                later(act, AGAIN);
            }
            case CallResult.Unknown<Void>(String why) -> {
                // The next look shows whether it was done.
                ended(back, OwnAct.Phase.ENDED, "unknown", why);
                later(act, AGAIN);
            }
        }
        return true;
    }

    private void ended(ActRecord back, OwnAct.Phase phase, String outcome, String detail) {
        ledger.publish(new OwnAct(back.id(), back.container(), back.call(), clock.now(), phase));
        records.settle(back.id(), outcome, detail, clock.now());
    }

    private void over(ActRecord act, String how) {
        owed.remove(act.id());
        records.returned(act.id());
        LOG.atInfo()
                .addKeyValue("service", act.service())
                .addKeyValue("incident", act.incident())
                .addKeyValue("action", act.action())
                .log("what {} changed on {}: {}", act.action(), act.service(), how);
    }
}
