package io.dockmedic.remediation.restore;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Actions;
import io.dockmedic.remediation.action.HostReversible;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Reversible.Back;
import io.dockmedic.remediation.escalate.Kept;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.remediation.view.Lanes;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What acts of ours changed of the machine for a time, until it is put back or is not as they left it any more, which their
 * actions know by looking. Of several acts of one action on one part of the machine only the latest owes. To be used on one context.
 */
final class HostReturns {
    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration UNDER_WAY = Duration.ofSeconds(30);
    private static final Duration WITHOUT_A_WORD = Duration.ofHours(1);
    /** What does not pass by waiting. */
    private static final Set<ErrorClass> FOR_GOOD = EnumSet.of(ErrorClass.DENIED, ErrorClass.BAD_REQUEST);

    private final Actions actions;
    private final Records records;
    private final Clock clock;
    private final Timers timers;
    private final Lanes lanes;
    private final Predicate<Kept> telling;
    private final Function<ActRecord, String> against;
    private final Map<String, Owed> owed = new LinkedHashMap<>();

    /**
     * @param telling tells people of what is not put back; false where nothing is to be said now
     * @param against what stands against changing anything now; empty when nothing does
     */
    HostReturns(Actions actions, Records records, Clock clock, Timers timers, Lanes lanes, Predicate<Kept> telling,
            Function<ActRecord, String> against) {
        this.actions = actions;
        this.records = records;
        this.clock = clock;
        this.timers = timers;
        this.lanes = lanes;
        this.telling = telling;
        this.against = against;
    }

    /** The action of an act that changes the machine for a time; empty for any other. */
    Optional<HostReversible> action(ActRecord act) {
        return actions.find(act.action()).filter(HostReversible.class::isInstance).map(HostReversible.class::cast);
    }

    /** An act has changed something that is to be put back, or may have. */
    void owes(ActRecord act, HostReversible action) {
        if (owed.containsKey(act.id())) {
            return;
        }
        action.owes(act);
        List.copyOf(owed.values())
                .stream()
                .filter(other -> other.act.action().equals(act.action())
                        && action.part(other.act).equals(action.part(act)) && !other.act.at().isAfter(act.at()))
                .forEach(other -> over(other, action, "not put back: it was done again since"));
        Owed one = new Owed(act);
        owed.put(act.id(), one);
        later(one, action, FIRST_LOOK);
    }

    /** An act has changed nothing after all. */
    void left(ActRecord act, HostReversible action) {
        owed.remove(act.id());
        action.returned(act);
    }

    private void later(Owed one, HostReversible action, Duration wait) {
        timers.after(wait.compareTo(FIRST_LOOK) < 0 ? FIRST_LOOK : wait, () -> look(one, action));
    }

    private void look(Owed one, HostReversible action) {
        if (owed.containsKey(one.act.id())) {
            action.back(one.act).onSuccess(back -> seen(one, action, back));
        }
    }

    private void seen(Owed one, HostReversible action, Back back) {
        if (!owed.containsKey(one.act.id())) {
            return;
        }
        switch (back) {
            case Back.Moot(String why) -> over(one, action, "not put back: " + why);
            case Back.Later(Duration wait) -> {
                one.notDue();
                later(one, action, wait);
            }
            case Back.Unclear(String why) -> stays(one, action, why);
            case Back.Due due -> due(one, action);
        }
    }

    private void due(Owed one, HostReversible action) {
        String part = Lanes.ofPart(action.part(one.act));
        String busy = lanes.busy(part, one.act.id());
        String why = busy.isEmpty() ? against.apply(one.act) : busy;
        if (!why.isEmpty()) {
            putOff(one, action, why);
            return;
        }
        lanes.take(part, one.act.id());
        putBack(one.act, action).onSuccess(outcome -> {
            lanes.giveBack(one.act.id());
            came(one, action, outcome);
        });
    }

    /** The intent is written first; right before it is done its action looks once more. */
    private Future<Outcome> putBack(ActRecord act, HostReversible action) {
        Instant now = clock.now();
        ActRecord back = new ActRecord(UUID.randomUUID().toString(), now, act.incident(), act.rule(), act.service(),
                act.container(), act.action(), act.step(), act.attempt(), null, now.plus(UNDER_WAY), act.call(),
                action.backNotes(act), false, false);
        return records.intend(back).compose(written -> {
            String why = against.apply(act);
            Future<Outcome> done = why.isEmpty()
                    ? action.putBack(act)
                    : Future.succeededFuture(new Outcome.Refused(ErrorClass.CONFLICT, "not called: " + why));
            return done.compose(outcome -> outcome instanceof Outcome.Unknown ? action.settle(back) : done)
                    .onSuccess(outcome -> records.settle(back.id(), outcome.word(), outcome.text(), clock.now()));
        }, unwritten -> Future.succeededFuture(new Outcome.Unknown("the intent could not be written")));
    }

    private void came(Owed one, HostReversible action, Outcome outcome) {
        if (outcome instanceof Outcome.Done) {
            over(one, action, "put back");
        } else if (outcome instanceof Outcome.Refused(ErrorClass error, String message) && FOR_GOOD.contains(error)) {
            stays(one, action, message);
        } else {
            putOff(one, action, outcome.text());
        }
    }

    private void putOff(Owed one, HostReversible action, String why) {
        Instant now = clock.now();
        Instant since = one.dueSince == null ? now : one.dueSince;
        one.dueSince = since;
        if (!one.told && !now.isBefore(since.plus(WITHOUT_A_WORD))) {
            one.told = telling.test(kept(one, action, why, one.before, false));
        }
        later(one, action, AGAIN);
    }

    private void stays(Owed one, HostReversible action, String why) {
        if (telling.test(kept(one, action, why, 0, true))) {
            over(one, action, "not put back: " + why);
        } else {
            later(one, action, AGAIN);
        }
    }

    private static Kept kept(Owed one, HostReversible action, String why, int before, boolean forGood) {
        return new Kept(one.act, action.what(one.act), why, action.byHand(one.act), before, forGood);
    }

    private void over(Owed one, HostReversible action, String how) {
        ActRecord act = one.act;
        owed.remove(act.id());
        records.returned(act.id());
        action.returned(act);
        LOG.atInfo()
                .addKeyValue("incident", act.incident())
                .addKeyValue("action", act.action())
                .log("what {} changed on {}: {}", act.action(), action.what(act), how);
    }
}
