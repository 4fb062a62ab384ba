package io.dockmedic.remediation;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.AuditEvent;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.event.HostEvent;
import io.dockmedic.collectors.event.ImageEvent;
import io.dockmedic.collectors.event.KernelEvent;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.remediation.decide.Situation;
import io.dockmedic.remediation.desk.Came;
import io.dockmedic.remediation.ladder.Input;
import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.treat.Remedy;
import io.dockmedic.remediation.treat.Tools;
import io.dockmedic.remediation.view.Patient;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.History;
import io.dockmedic.remediation.record.LadderRecord;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All remedies there are: hands each what concerns it, and takes up what was left before our restart. */
final class Ward {
    private static final Logger LOG = LoggerFactory.getLogger(Ward.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration TIDY = Duration.ofMinutes(10);

    private final Records records;
    private final Clock clock;
    private final Timers timers;
    private final BooleanSupplier observer;
    private final Health health;
    private final Duration lookBack;
    private final Tools tools;
    private final Map<String, Remedy> remedies = new HashMap<>();
    private final Map<String, LadderRecord> before = new HashMap<>();
    // Of incidents from before our restart, while it is not known where their ladders stood.
    private final Map<String, List<IncidentChange>> early = new LinkedHashMap<>();
    private @Nullable Instant engineSince;
    private boolean remembered;
    private boolean said;
    private boolean closed;

    Ward(Records records, Clock clock, Timers timers, BooleanSupplier observer, Health health,
            Duration lookBack,
            Function<Ward, Tools> tools) {
        this.records = records;
        this.clock = clock;
        this.timers = timers;
        this.observer = observer;
        this.health = health;
        this.lookBack = lookBack;
        this.tools = tools.apply(this);
        this.tools.brake().whenReleased(() -> List.copyOf(remedies.values()).forEach(Remedy::released));
        this.tools.desk().whenEnded(this::ended);
    }

    Situation situation() {
        return new Situation(observer.getAsBoolean(), remembered && records.writable(), engineSince);
    }

    /** Reads what was before our start; tries again by itself until the journal can be read. Never fails. */
    Future<Void> remember() {
        timers.after(TIDY, this::tidy);
        return load();
    }

    void close() {
        closed = true;
    }

    /** Does what a person has approved. Never fails. */
    Future<Came> approved(Question question) {
        Remedy remedy = remedies.get(question.incident());
        return remedy == null
                ? Future.succeededFuture(new Came.NotNow("its incident is not being treated now"))
                : remedy.approved(question);
    }

    private void ended(Question question) {
        Remedy remedy = remedies.get(question.incident());
        if (remedy != null) {
            remedy.ended(question);
        }
    }

    Future<Void> event(Event event) {
        switch (event) {
            case AuditEvent aside -> {
                // How something is set up is no reason to act.
            }
            case EngineEvent.Connected connected -> {
                engineSince = clock.now();
                tools.held().check();
            }
            case EngineEvent.Disconnected disconnected -> engineSince = null;
            case ExternalEvent told -> {
                // By itself no reason either: a rule says what is to be done.
            }
            case GpuEvent gpu -> {
                // What it did to a container is an event of that container.
            }
            case HostEvent host -> {
                // Nothing of a service.
            }
            case KernelEvent kernel -> {
                // Nor that; what it did to a container is told by the engine.
            }
            case ImageEvent image -> {
                // What a scanner knows is for a person.
            }
            case ScheduleEvent due -> {
                // Of these only rules know.
            }
            case EngineEvent.Role role -> {
                // Asked for at each decision, where it cannot be out of date.
            }
            case ContainerEvent container -> {
                tools.services().seen(container);
                tools.held().event(container);
                List.copyOf(remedies.values())
                        .stream()
                        .filter(remedy -> remedy.service().equals(container.subject()))
                        .forEach(remedy -> remedy.event(container));
            }
        }
        return Future.succeededFuture();
    }

    Future<Void> incident(IncidentChange change) {
        Incident incident = change.incident();
        boolean fromBefore = change.what() == IncidentChange.What.RESTORED || early.containsKey(incident.id());
        if (!remembered && fromBefore) {
            early.computeIfAbsent(incident.id(), first -> new ArrayList<>()).add(change);
            return Future.succeededFuture();
        }
        switch (change.what()) {
            case PENDING -> {
                // Not firing yet: nothing to do about it.
            }
            case FIRED, AGAIN -> fires(change);
            case RESTORED -> restored(change);
            case READ -> {
                Remedy remedy = remedies.get(incident.id());
                if (remedy != null) {
                    remedy.read(change);
                }
            }
            case INHIBITED, RELEASED -> inhibition(change);
            case RESOLVED -> {
                tools.services().over(Patient.service(incident), incident.id());
                tools.brake().storm().over(incident);
                Remedy remedy = remedies.get(incident.id());
                if (remedy != null) {
                    remedy.changed(change, new Input.Resolved(incident.resolvedBy()));
                    dropFinished();
                } else {
                    over(before.remove(incident.id()), incident);
                }
            }
        }
        return Future.succeededFuture();
    }

    /** It ended before its remedy was taken up again: its rule is gone, say. */
    private void over(@Nullable LadderRecord left, Incident incident) {
        if (left == null) {
            return;
        }
        records.save(new LadderRecord(left.ladder().incidentResolved(), left.rule(), left.service(), left.toldAt()));
        tools.desk().over(incident.id(), "it is over");
        if (left.ladder().heard()) {
            tools.escalations().resolved(incident);
        }
    }

    /** A remedy told of a change: those that are finished need not be kept. */
    void dropFinished() {
        remedies.values().removeIf(Remedy::finished);
    }

    private void fires(IncidentChange change) {
        Incident incident = change.incident();
        felled(change);
        tools.services().fires(Patient.service(incident), incident);
        if (change.plan().steps().isEmpty()) {
            tools.desk().withdraw(incident.id(), "its rule asks for nothing any more", question -> true);
            return;
        }
        Remedy known = remedies.get(incident.id());
        if (known == null) {
            take(change, new LadderRecord(
                    Ladder.planned(incident.id(), clock.now()), incident.rule(), Patient.service(incident), null),
                    new Input.Fired());
        } else {
            known.changed(change, new Input.Again());
        }
    }

    private void restored(IncidentChange change) {
        LadderRecord ladder = before.remove(change.incident().id());
        if (ladder == null) {
            fires(change);
        } else if (!change.plan().steps().isEmpty()) {
            felled(change);
            tools.services().fires(Patient.service(change.incident()), change.incident());
            Remedy remedy = take(change, ladder, new Input.Resumed());
            remedy.stillHeldUp();
            remedy.inhibition(change);
        }
    }

    private void inhibition(IncidentChange change) {
        felled(change);
        Remedy remedy = remedies.get(change.incident().id());
        if (remedy != null) {
            remedy.inhibition(change);
        }
    }

    /**
     * The storm brake counts whose incident begins to fire, not whose goes on; and what another incident stands against
     * when that is over.
     */
    private void felled(IncidentChange change) {
        Incident incident = change.incident();
        Container container = Patient.of(incident);
        boolean now = change.what() == IncidentChange.What.FIRED || change.what() == IncidentChange.What.RELEASED;
        Instant since = now ? clock.now() : incident.firedAt();
        boolean begins = now || change.what() == IncidentChange.What.RESTORED;
        if (begins && incident.inhibitedBy() == null && !change.plan().steps().isEmpty() && container != null
                && since != null) {
            tools.brake().storm().fires(incident, container, since.isAfter(clock.now()) ? clock.now() : since);
        }
    }

    private Remedy take(IncidentChange change, LadderRecord ladder, Input input) {
        Remedy remedy = new Remedy(tools, change, ladder);
        remedies.put(change.incident().id(), remedy);
        remedy.changed(change, input);
        return remedy;
    }

    private Future<Void> load() {
        return tools.brake()
                .remember()
                .compose(known -> tools.desk().remember())
                .compose(known -> records.load(clock.now().minus(lookBack)))
                .onSuccess(this::take)
                .onFailure(why -> {
                    if (!said) {
                        said = true;
                        LOG.atWarn()
                                .log("what was done before is not known yet, so nothing is done: {}",
                                        why.getMessage());
                    }
                    if (!closed) {
                        timers.after(RETRY, this::load);
                    }
                })
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private void take(History kept) {
        History history = kept.notAfter(clock.now());
        remembered = true;
        tools.acts().remember(history.acts());
        for (LadderRecord ladder : history.ladders()) {
            // Where the journal could be read only later, what is under way by now is newer.
            if (!remedies.containsKey(ladder.ladder().incident())) {
                before.put(ladder.ladder().incident(), ladder);
            }
            if (ladder.toldAt() != null) {
                tools.services()
                        .told(
                                ladder.service(), ladder.toldAt(), ladder.ladder().incident(), ladder.rule());
            }
        }
        history.acts().forEach(tools.settlements()::remember);
        for (ActRecord act : history.open()) {
            tools.settlements().leftOpen(act);
            tools.settlements().settle(act.id());
        }
        history.held().forEach(tools.held()::remember);
        tools.held().check();
        history.owed().forEach(tools.settlements()::owes);
        tools.escalations().resume(history.deliveries());
        stopWhatIsUnknown(history.unreadable());
        early.values().forEach(changes -> changes.forEach(this::incident));
        early.clear();
    }

    /** What was under way there is not known, so nothing is done on those services until our next start. */
    private void stopWhatIsUnknown(List<History.Unreadable> unreadable) {
        List<String> services = unreadable.stream().map(History.Unreadable::service).distinct().sorted().toList();
        for (History.Unreadable one : unreadable) {
            LOG.atError()
                    .addKeyValue("incident", one.incident())
                    .addKeyValue("service", one.service())
                    .addKeyValue("reason", one.why())
                    .log("a remedy in the journal cannot be read; no act on its service");
        }
        services.forEach(service -> tools.lanes().take(service, "a remedy that cannot be read"));
        if (!services.isEmpty()) {
            health.say("remediation", Health.Status.DEGRADED,
                    "no acts on " + String.join(", ", services) + ": their remedies in the journal cannot be read");
        }
    }

    private void tidy() {
        if (!closed) {
            tools.services().forget(clock.now());
            dropFinished();
            // Incidents that the rules did not bring back are over.
            before.values()
                    .forEach(left -> records.save(new LadderRecord(
                            left.ladder().incidentResolved(), left.rule(), left.service(), left.toldAt())));
            before.clear();
            tools.desk().overUnless(remedies::containsKey);
            timers.after(TIDY, this::tidy);
        }
    }
}
