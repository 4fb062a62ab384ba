package io.dockmedic.remediation.treat;

import io.dockmedic.remediation.restore.Returns;
import java.util.function.Consumer;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.Actions;
import io.dockmedic.remediation.action.HostAction;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.SelfSettling;
import io.dockmedic.remediation.action.StackAction;
import io.dockmedic.remediation.ladder.Input;
import io.dockmedic.remediation.record.Act;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.remediation.verify.Settling;
import io.dockmedic.remediation.view.Acts;
import io.dockmedic.remediation.view.Held;
import io.dockmedic.remediation.view.Lanes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles each act once and writes down what came of it, whoever asks; until then its service is taken. */
public final class Settlements {
    private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);

    private static final int REMEMBERED = 1_000;

    private final Actions actions;
    private final EngineCalls calls;
    private final Records records;
    private final Acts acts;
    private final Lanes lanes;
    private final Held held;
    private final Clock clock;
    private final Timers timers;
    private final MeterRegistry meters;
    private final Returns returns;
    private final Map<String, ActRecord> known = new HashMap<>();
    private final Set<String> fromBefore = new HashSet<>();
    private final Map<String, Promise<Outcome>> open = new HashMap<>();
    // Acts of before our restart settle before their ladder asks for them.
    private final Map<String, Outcome> settled = new LinkedHashMap<>();
    private boolean ending;
    /** What was written down last, and with it all before. */
    private Future<Void> written = Future.succeededFuture();

    public Settlements(Actions actions, EngineCalls calls, Records records, Acts acts, Lanes lanes, Held held,
            Clock clock,
            Timers timers, MeterRegistry meters, Returns returns) {
        this.actions = actions;
        this.calls = calls;
        this.records = records;
        this.acts = acts;
        this.lanes = lanes;
        this.held = held;
        this.clock = clock;
        this.timers = timers;
        this.meters = meters;
        this.returns = returns;
    }

    /** An intent that was written. */
    public void intended(ActRecord act) {
        known.put(act.id(), act);
        if (act.owes()) {
            returns.intended(act);
        }
    }

    /** An act of before our restart of which it is not known what came of it. */
    public void leftOpen(ActRecord act) {
        fromBefore.add(act.id());
        known.put(act.id(), act);
        if (act.owes()) {
            returns.unanswered(act);
        }
    }

    /** An act of before our restart has changed something that is to be put back. */
    public void owes(ActRecord act) {
        returns.owes(act);
    }

    /** What was known to have come of an act before our restart, though its ladder may not know it yet. */
    public void remember(Act act) {
        switch (act.outcome()) {
            case Records.OPEN -> leftOpen(act.intent());
            case Act.REFUSED -> settled(act.intent().id(), refused(act.detail()));
            case Act.UNDONE -> settled(act.intent().id(), new Outcome.Undone(act.detail()));
            case Act.FAILED -> settled(act.intent().id(), new Outcome.Failed(act.detail()));
            case "done" -> settled(act.intent().id(), new Outcome.Done(act.detail()));
            default -> settled(act.intent().id(), new Outcome.Unknown(act.detail()));
        }
    }

    /** The engine answered: what came of it is known at once. */
    void answered(ActRecord act, Outcome outcome) {
        end(act, outcome);
    }

    /** We end: what comes of an act from now on is written down, and its ladder takes it up at our next start. */
    public void end() {
        ending = true;
    }

    /** Completes when what came of all acts so far is written down, or cannot be. */
    public Future<Void> written() {
        return written.otherwiseEmpty();
    }

    /** What an act's ladder is told of it; never, when we end. */
    Future<Input> told(Input input) {
        return ending ? Promise.<Input>promise().future() : Future.succeededFuture(input);
    }

    /** Finds out by looking; completes once it is known, or known that it never will be. Never fails. */
    public Future<Outcome> settle(String id) {
        Promise<Outcome> running = open.get(id);
        if (running != null) {
            return running.future();
        }
        Outcome outcome = settled.get(id);
        if (outcome != null) {
            return Future.succeededFuture(outcome);
        }
        ActRecord act = known.get(id);
        if (act == null) {
            return Future.succeededFuture(new Outcome.Unknown("the journal does not know the act"));
        }
        Promise<Outcome> promise = Promise.promise();
        open.put(id, promise);
        if (actions.find(act.action()).filter(StackAction.class::isInstance).isPresent()) {
            lanes.takeStack(act.service(), act.incident());
        } else {
            lanes.take(lane(act), act.incident());
        }
        if (actions.find(act.action()).filter(Action::alone).isPresent()) {
            lanes.takeAction(act.action(), act.incident());
        }
        if (!act.cause().isEmpty()) {
            lanes.takeCause(act.cause(), act.incident());
        }
        Consumer<Outcome> answer = found -> {
            open.remove(id);
            actions.find(act.action()).ifPresent((Action action) -> action.settled(id, act.container()));
            end(act, found);
            lanes.giveBack(act.incident());
            promise.complete(found);
        };
        actions.find(act.action())
                .ifPresentOrElse(action -> settle(act, action, answer),
                        () -> answer.accept(new Outcome.Unknown("there is no action " + act.action() + " any more")));
        return promise.future();
    }

    private String lane(ActRecord act) {
        String part = actions.find(act.action()).orElse(null) instanceof HostAction host ? host.part(act) : "";
        return part.isEmpty() ? act.service() : Lanes.ofPart(part);
    }

    private void settle(ActRecord act, Action action, Consumer<Outcome> answer) {
        if (action instanceof SelfSettling itself) {
            Future.succeededFuture()
                    .compose(begin -> itself.settle(act))
                    .otherwise(why -> new Outcome.Unknown("it broke off: " + why.getClass().getSimpleName()))
                    .onSuccess(answer::accept);
        } else {
            Settling.begin(act, action, calls, clock, timers, by -> records.heard(act.id(), by), answer);
        }
    }

    private void end(ActRecord act, Outcome outcome) {
        String word = outcome.word();
        String detail = outcome.text();
        acts.ended(act.id(), word, detail);
        known.remove(act.id());
        settled(act.id(), outcome);
        Counter.builder("dockmedic.acts")
                .description("Acts that were begun, by what came of them")
                .tags("rule", act.rule(), "action", act.action(), "outcome", word)
                .register(meters)
                .increment();
        LOG.atInfo()
                .addKeyValue("service", act.service())
                .addKeyValue("rule", act.rule())
                .addKeyValue("incident", act.incident())
                .addKeyValue("action", act.action())
                .addKeyValue("attempt", act.attempt() + 1)
                .addKeyValue("outcome", word)
                .log("{} of {} ({}): {}", act.action(), act.service(), word, detail);
        written = records.settle(act.id(), word, detail, clock.now());
        if (act.holds() && !(outcome instanceof Outcome.Refused)) {
            held.took(act, !fromBefore.contains(act.id()));
        }
        if (act.owes() && outcome instanceof Outcome.Refused) {
            returns.left(act);
        } else if (act.owes()) {
            returns.owes(act);
        }
        fromBefore.remove(act.id());
    }

    private void settled(String act, Outcome outcome) {
        settled.put(act, outcome);
        if (settled.size() > REMEMBERED) {
            settled.remove(settled.keySet().iterator().next());
        }
    }

    /** A refusal as {@link #end} wrote it down. */
    private static Outcome refused(String detail) {
        String[] parts = detail.split(": ", 2);
        return Arrays.stream(ErrorClass.values())
                .filter(error -> error.word().equals(parts[0]) && parts.length == 2)
                .findFirst()
                .map(error -> new Outcome.Refused(error, parts[1]))
                .orElse(new Outcome.Refused(ErrorClass.SERVER_ERROR, detail));
    }
}
