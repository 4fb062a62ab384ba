package io.dockmedic.remediation.restore;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.Actions;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Reversible;
import io.dockmedic.remediation.action.Reversible.Back;
import io.dockmedic.remediation.escalate.Kept;
import io.dockmedic.remediation.ladder.ErrorAnswer;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.remediation.view.Lanes;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What acts of ours changed for a time, until it is put back or somebody has changed it since. Looks at each container
 * when its time may have come, and not more often than every 10 s. Where somebody else has updated the container, or
 * messages of the engine were lost that might tell of it, what looks like our change may be their wish: it stays, and a
 * person is told. Of several acts of one action on one container only the latest owes: it goes on from what the one before
 * it had set, or found that changed by somebody. What was changed of the machine itself goes {@link HostReturns its own way}
 * back. To be used on one context.
 */
public final class Returns {
    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);
    private static final String GONE = "not put back: the container is gone";
    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration WITHOUT_A_WORD = Duration.ofHours(1);

    private final Actions actions;
    private final EngineCalls calls;
    private final Records records;
    private final Clock clock;
    private final Timers timers;
    private final Lanes lanes;
    private final Predicate<Kept> telling;
    private final Function<ActRecord, String> against;
    private final PuttingBack puttingBack;
    private final HostReturns ofTheHost;
    private final Map<String, Owed> owed = new LinkedHashMap<>();
    private @Nullable Instant connected;

    /**
     * @param telling tells people of what is not put back; false where nothing is to be said now
     * @param against what stands against changing the container now; empty when nothing does
     */
    public Returns(Actions actions, EngineCalls calls, Records records, Publisher<OwnAct> ledger, Clock clock,
            Timers timers, Lanes lanes, Predicate<Kept> telling, Function<ActRecord, String> against) {
        this.actions = actions;
        this.calls = calls;
        this.records = records;
        this.clock = clock;
        this.timers = timers;
        this.lanes = lanes;
        this.telling = telling;
        this.against = against;
        this.puttingBack = new PuttingBack(calls, records, ledger, clock, timers);
        this.ofTheHost = new HostReturns(actions, records, clock, timers, lanes, telling, against);
    }

    /** An act is about to change something: what others do from now on may be meant to stay. */
    public void intended(ActRecord act) {
        if (ofTheHost.action(act).isPresent()) {
            return;
        }
        Owed one = owed.computeIfAbsent(act.id(), first -> new Owed(act));
        if (connected != null && act.at().isBefore(connected)) {
            doubt(one, "what was done to it meanwhile was read before it was known that something is owed");
        }
    }

    /** An act of before our restart was not answered: that it shows now does not say that it was ours. */
    public void unanswered(ActRecord act) {
        intended(act);
        Owed one = owed.get(act.id());
        if (one != null) {
            doubt(one, "the act was not answered before a restart of Dockmedic, so somebody else may have set it like"
                    + " this");
        }
    }

    /** An act has changed something that is to be put back. */
    public void owes(ActRecord act) {
        ofTheHost.action(act).ifPresent(action -> ofTheHost.owes(act, action));
        intended(act);
        Owed one = owed.get(act.id());
        if (one != null && !one.looked) {
            one.looked = true;
            List.copyOf(owed.values())
                    .stream()
                    .filter(other -> other != one && other.act.container().equals(act.container())
                            && other.act.action().equals(act.action())
                            && !other.act.at().isAfter(act.at()))
                    .forEach(other -> {
                        if (!other.doubt.isEmpty()) {
                            doubt(one, other.doubt);
                        }
                        over(other, "not put back: it was done again since");
                    });
            later(one, FIRST_LOOK);
        }
    }

    /** Whether something is still to be put back on the container of this id. */
    public boolean owes(String container) {
        return owed.values().stream().anyMatch(one -> one.act.container().equals(container));
    }

    /** An act has changed nothing after all. */
    public void left(ActRecord act) {
        ofTheHost.action(act).ifPresent(action -> ofTheHost.left(act, action));
        owed.remove(act.id());
    }

    /** Takes in an event. */
    public void event(Event event) {
        if (event instanceof EngineEvent.Connected engine) {
            connected = connected == null ? clock.now() : connected;
            if (engine.gap()) {
                owed.values()
                        .forEach(one -> doubt(one, "messages of the engine were lost since, so somebody may have set"
                                + " it like this"));
            }
        } else if (event instanceof Touched touched && touched.action().equals("update")) {
            owed.values()
                    .stream()
                    .filter(one -> one.act.container().equals(touched.container().id()))
                    .forEach(one -> doubt(one, "somebody has updated the container since, and may want it like this"));
        }
    }

    private void doubt(Owed one, String why) {
        if (one.doubt.isEmpty()) {
            one.doubt = why;
            records.doubted(one.act.id(), why);
        }
    }

    private void later(Owed one, Duration wait) {
        timers.after(wait.compareTo(FIRST_LOOK) < 0 ? FIRST_LOOK : wait, () -> look(one));
    }

    private void look(Owed one) {
        if (actions.find(one.act.action()).orElse(null) instanceof Reversible action
                && owed.containsKey(one.act.id())) {
            calls.inspect(one.act.container()).onSuccess(result -> seen(one, action, result));
        }
    }

    private void seen(Owed one, Reversible action, CallResult<ContainerState> result) {
        switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> {
                switch (action.back(one.act, state, clock.shown(clock.now()))) {
                    case Back.Moot(String why) -> over(one, "not put back: " + why);
                    case Back.Later(Duration wait) -> {
                        one.notDue();
                        later(one, wait);
                    }
                    case Back.Unclear(String why) -> stays(one, action, state, why);
                    case Back.Due due -> due(one, action, state);
                }
            }
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                over(one, GONE);
            case CallResult.Refused<ContainerState> refused -> later(one, AGAIN);
            case CallResult.Unknown<ContainerState> unknown -> later(one, AGAIN);
        }
    }

    private void due(Owed one, Reversible action, ContainerState state) {
        String service = one.act.service();
        String busy = lanes.busy(service, one.act.id());
        String why = busy.isEmpty() ? against.apply(one.act) : busy;
        if (!why.isEmpty()) {
            putOff(one, action, state, why);
            return;
        }
        if (!one.doubt.isEmpty()) {
            stays(one, action, state, one.doubt);
            return;
        }
        lanes.take(service, one.act.id());
        puttingBack.of(one.act, action, state, () -> clear(one)).onSuccess(outcome -> {
            lanes.giveBack(one.act.id());
            came(one, action, state, outcome);
        });
    }

    private boolean clear(Owed one) {
        return one.doubt.isEmpty() && against.apply(one.act).isEmpty();
    }

    private void came(Owed one, Reversible action, ContainerState state, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done done -> over(one, "put back");
            case Outcome.Refused(ErrorClass error, String message) when error == ErrorClass.NOT_FOUND ->
                over(one, GONE);
            case Outcome.Refused(ErrorClass error, String message) when ErrorAnswer.to(error).again(one.refusals) -> {
                one.refusals += error == ErrorClass.UNREACHABLE ? 0 : 1;
                putOff(one, action, state, error.word() + ": " + message);
            }
            case Outcome.Refused(ErrorClass error, String message) ->
                stays(one, action, state, "the engine refused it, " + error.word() + ": " + message);
            case Outcome.Undone(String why) -> putOff(one, action, state, why);
            case Outcome.Failed(String why) -> putOff(one, action, state, why);
            case Outcome.Unknown(String why) -> putOff(one, action, state, why);
        }
    }

    private void putOff(Owed one, Reversible action, ContainerState state, String why) {
        Instant now = clock.now();
        Instant since = one.dueSince == null ? now : one.dueSince;
        one.dueSince = since;
        if (!one.told && !now.isBefore(since.plus(WITHOUT_A_WORD))) {
            one.told = telling.test(
                    new Kept(one.act, state.name(), why, action.byHand(one.act, state), one.before, false));
        }
        later(one, AGAIN);
    }

    private void stays(Owed one, Reversible action, ContainerState state, String why) {
        if (telling.test(new Kept(one.act, state.name(), why, action.byHand(one.act, state), 0, true))) {
            over(one, "not put back: " + why);
        } else {
            later(one, AGAIN);
        }
    }

    private void over(Owed one, String how) {
        ActRecord act = one.act;
        owed.remove(act.id());
        records.returned(act.id());
        LOG.atInfo()
                .addKeyValue("service", act.service())
                .addKeyValue("incident", act.incident())
                .addKeyValue("action", act.action())
                .log("what {} changed on {}: {}", act.action(), act.service(), how);
    }
}
