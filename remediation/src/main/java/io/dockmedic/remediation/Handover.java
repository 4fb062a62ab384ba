package io.dockmedic.remediation;

import io.dockmedic.remediation.decide.Told;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.remediation.ladder.LadderState;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.record.History;
import io.dockmedic.remediation.record.LadderRecord;
import io.dockmedic.remediation.treat.Tools;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was left before our restart: read from the journal, and handed to whoever goes on with it. Nothing may be done before
 * it is known.
 */
final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final String PART = "remediation";
    /** The verdict for what was done. */
    private static final String ACT = "act";
    private static final Duration RETRY = Duration.ofSeconds(5);
    /** Long enough for whoever is to be told to have been, where something is wrong. */
    private static final Duration LASTED = Duration.ofMinutes(5);

    private record Telling(String service, Told told) {}

    private final Tools tools;
    private final Function<String, Future<Optional<Incident>>> incidents;
    private final Health health;
    private final Duration lookBack;
    private final Map<String, LadderRecord> before = new HashMap<>();
    private boolean known;
    private boolean said;
    private boolean closed;

    /**
     * @param incidents the incident of an id as the rules wrote it
     * @param lookBack  how far back budgets look
     */
    Handover(Tools tools, Function<String, Future<Optional<Incident>>> incidents, Health health, Duration lookBack) {
        this.tools = tools;
        this.incidents = incidents;
        this.health = health;
        this.lookBack = lookBack;
    }

    /** Whether it is known what was left. */
    boolean known() {
        return known;
    }

    void close() {
        closed = true;
    }

    /**
     * Reads it; tries again by itself until the journal can be read. Never fails.
     *
     * @param underWay whether the incident of an id is being treated by now: where the journal could be read only later, that is
     *                 newer
     * @param then     run when it is known
     */
    Future<Void> read(Predicate<String> underWay, Runnable then) {
        return tools.brake()
                .remember()
                .compose(read -> tools.desk().remember())
                .compose(read -> tools.remarks().remember())
                .compose(read -> tools.records()
                        .touches(tools.clock().now().minus(Touches.REMEMBERED), tools.clock().now()))
                .compose(touches -> tools.records()
                        .load(tools.clock().now().minus(lookBack))
                        .onSuccess(history -> touches.forEach(tools.services()::remember)))
                .onSuccess(history -> {
                    health.say(PART, Health.Status.UP, "");
                    take(history.notAfter(tools.clock().now()), underWay);
                    then.run();
                })
                .onFailure(why -> again(why, underWay, then))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private void again(Throwable why, Predicate<String> underWay, Runnable then) {
        health.say(PART, Health.Status.DOWN,
                "what was done before cannot be read, so nothing is done and nobody is called: " + why.getMessage());
        if (!said) {
            said = true;
            LOG.atWarn().log("what was done before is not known yet, so nothing is done: {}", why.getMessage());
        }
        if (!closed) {
            tools.timers().after(RETRY, () -> read(underWay, then));
        }
    }

    /** Where an incident's ladder stood, which is left no more; empty when nothing was left of it. */
    Optional<LadderRecord> claim(String incident) {
        return Optional.ofNullable(before.remove(incident));
    }

    /** Whether an incident's ladder is left, and nobody has taken it up. */
    boolean holds(String incident) {
        return before.containsKey(incident);
    }

    /** Whether an incident's ladder is left, and nothing had been begun, or all was over that had. */
    boolean waits(String incident) {
        LadderRecord left = before.get(incident);
        return left != null && (left.ladder().state() instanceof LadderState.Waiting
                || left.ladder().state() instanceof LadderState.Deciding
                || left.ladder().state() instanceof LadderState.Planned);
    }

    /** An incident ended before its remedy was taken up again: its rule is gone, say. */
    void over(Incident incident) {
        claim(incident.id()).ifPresent(left -> {
            over(left);
            tools.desk().over(incident.id(), "it is over");
            if (left.ladder().heard()) {
                tools.escalations().resolved(incident);
            }
        });
    }

    /**
     * Incidents that the rules have not brought back by now are over, and whoever was told of one hears of that: we ended before
     * it could be said. One that fires all the same has a rule that asks for nothing any more. Completes when all were asked
     * about; one of which nothing can be known now is asked about the next time. Never fails.
     */
    Future<Void> unclaimed() {
        List<Future<Optional<Incident>>> asked = List.copyOf(before.values())
                .stream()
                .map(left -> incidents.apply(left.ladder().incident()).onSuccess(found -> unclaimed(left, found)))
                .toList();
        return Future.join(asked).<Void>mapEmpty().otherwiseEmpty();
    }

    private void unclaimed(LadderRecord left, Optional<Incident> found) {
        boolean fires = found.filter(one -> one.state() != Incident.State.RESOLVED).isPresent();
        if (fires || !before.remove(left.ladder().incident(), left)) {
            return;
        }
        over(left);
        if (left.ladder().heard() && !left.ladder().resolved()) {
            found.ifPresent(tools.escalations()::resolved);
        }
    }

    private void over(LadderRecord left) {
        tools.records().save(new LadderRecord(left.ladder().ended(), left.rule(), left.service(), left.toldAt()));
    }

    private void take(History history, Predicate<String> underWay) {
        known = true;
        tools.acts().remember(history.acts());
        for (LadderRecord ladder : history.ladders()) {
            if (!underWay.test(ladder.ladder().incident())) {
                before.put(ladder.ladder().incident(), ladder);
            }
        }
        history.ladders()
                .stream()
                .flatMap(ladder -> tellings(history, ladder))
                .sorted(Comparator.comparing(one -> one.told().at()))
                .forEach(one -> tools.services().told(one.service(), one.told()));
        history.acts().forEach(tools.settlements()::remember);
        // Before what settles takes a lane, and gives it back.
        stopWhatIsUnknown(history.unreadable());
        for (ActRecord act : history.open()) {
            tools.settlements().leftOpen(act);
            tools.settlements().settle(act.id());
        }
        history.held().forEach(tools.held()::remember);
        tools.held().check();
        history.updates()
                .forEach(act -> tools.actions().find(act.action()).ifPresent(action -> action.remember(act)));
        history.owed().forEach(tools.settlements()::owes);
        tools.escalations().resume(history.deliveries(), history.pages());
    }

    /** Each time when people were told of an incident, as far as that is known: of the last one it is known best. */
    private Stream<Telling> tellings(History history, LadderRecord ladder) {
        Instant last = ladder.toldAt();
        if (last == null) {
            return Stream.empty();
        }
        String incident = ladder.ladder().incident();
        Stream<Told> earlier = ladder.ladder()
                .attempts()
                .stream()
                .filter(one -> one.verdict().equals(ACT) && one.at().isBefore(last) && tells(one.action()))
                .map(one -> new Told(one.at(), incident, ladder.rule(), false, "", List.of()));
        Told known = new Told(last, incident, ladder.rule(), false, "", asked(history, ladder, last));
        return Stream.concat(earlier, Stream.of(known)).map(told -> new Telling(ladder.service(), told));
    }

    private boolean tells(String action) {
        return tools.actions().find(action).filter(one -> one.about().tells()).isPresent();
    }

    /** What people were asked when they were told. */
    private static List<Question.About> asked(History history, LadderRecord ladder, Instant told) {
        return history.asked()
                .stream()
                .filter(one -> one.incident().equals(ladder.ladder().incident()) && !one.since().isAfter(told))
                .map(Question::about)
                .toList();
    }

    /**
     * What was under way there is not known, so nothing is done on those services until the next start after one that lasted: by then
     * somebody has been told. What was called and not settled is known for itself, and is settled then as now.
     */
    private void stopWhatIsUnknown(List<History.Unreadable> unreadable) {
        List<String> services = unreadable.stream()
                .filter(one -> !one.ended())
                .map(History.Unreadable::service)
                .distinct()
                .sorted()
                .toList();
        for (History.Unreadable one : unreadable) {
            LOG.atError()
                    .addKeyValue("incident", one.incident())
                    .addKeyValue("service", one.service())
                    .addKeyValue("reason", one.why())
                    .log(one.ended()
                            ? "a remedy in the journal, which is over, cannot be read"
                            : "a remedy in the journal cannot be read; no act on its service until a start later than in five minutes");
            tools.timers().after(LASTED, () -> passOver(one.incident()));
        }
        services.forEach(service -> tools.lanes().close(service));
        if (!services.isEmpty()) {
            health.say(PART, Health.Status.DEGRADED,
                    "no acts on " + String.join(", ", services)
                            + ": their remedies in the journal cannot be read; look at them, then restart Dockmedic");
        }
    }

    private void passOver(String incident) {
        if (!closed) {
            tools.records()
                    .passOver(incident)
                    .onFailure(why -> tools.timers().after(LASTED, () -> passOver(incident)));
        }
    }
}
