package io.dockmedic.remediation;

import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.decide.Situation;
import io.dockmedic.remediation.desk.Came;
import io.dockmedic.remediation.escalate.Cases;
import io.dockmedic.remediation.ladder.Input;
import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.treat.Remedy;
import io.dockmedic.remediation.treat.Tempo;
import io.dockmedic.remediation.treat.Tools;
import io.dockmedic.remediation.view.Patient;
import io.dockmedic.remediation.record.LadderRecord;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All remedies there are: hands each what concerns it. */
final class Ward implements Cases {
    private static final Duration TIDY = Duration.ofMinutes(10);

    /** After so long with the engine it has been heard what is over since we saw it last. */
    private static final Duration KNOWN = Duration.ofMinutes(5);

    private final Records records;
    private final Clock clock;
    private final Timers timers;
    private final BooleanSupplier observer;
    private final Supplier<String> driverMismatch;
    private final Tools tools;
    private final Handover handover;
    private final Sources sources;
    private final Map<String, Remedy> remedies = new HashMap<>();
    // Of incidents from before our restart, while it is not known where their ladders stood.
    private final Map<String, List<IncidentChange>> early = new LinkedHashMap<>();
    private final Set<String> open = new HashSet<>();
    private @Nullable Instant engineSince;
    private boolean closed;

    Ward(Records records, Clock clock, Timers timers, BooleanSupplier observer,
            Supplier<String> driverMismatch, Health health,
            Duration lookBack, Function<String, Future<Optional<Incident>>> incidents,
            Function<Ward, Tools> tools) {
        this.records = records;
        this.clock = clock;
        this.timers = timers;
        this.sources = new Sources(clock, id -> Optional.ofNullable(remedies.get(id)), this::known);
        this.observer = observer;
        this.driverMismatch = driverMismatch;
        this.tools = tools.apply(this);
        this.handover = new Handover(this.tools, incidents, health, lookBack);
        this.tools.brake().whenReleased(() -> List.copyOf(remedies.values()).forEach(Remedy::released));
        this.tools.desk().whenEnded(this::ended);
        this.tools.escalations().ask(this);
    }

    Sources sources() {
        return sources;
    }

    private boolean known() {
        return handover.known();
    }

    Situation situation() {
        return new Situation(observer.getAsBoolean(), handover.known() && records.writable(), engineSince,
                driverMismatch.get());
    }

    /** Reads what was before our start; tries again by itself until the journal can be read. Never fails. */
    Future<Void> remember() {
        timers.after(TIDY, this::tidy);
        return handover.read(remedies::containsKey, () -> {
            early.values().forEach(changes -> changes.forEach(this::incident));
            early.clear();
        });
    }

    void close() {
        closed = true;
        handover.close();
    }

    /** Does what a person has approved. Never fails. */
    Future<Came> approved(Question question) {
        Remedy remedy = remedies.get(question.incident());
        return remedy == null
                ? Future.succeededFuture(new Came.NotNow("its incident is not being treated now"))
                : remedy.approved(question);
    }

    /** Whether an incident fires that is about that subject, and whose remedy has a step with such an action. */
    boolean asks(String action, String subject) {
        return remedies.values().stream().anyMatch(remedy -> remedy.asks(action, subject));
    }

    /** Whether the incident fires, and what has made it is known. */
    boolean ofKnownCause(String incident) {
        Remedy remedy = remedies.get(incident);
        return remedy != null && remedy.ofKnownCause();
    }

    @Override
    public boolean mayBeTold(String incident) {
        Remedy remedy = remedies.get(incident);
        return remedy != null
                && remedy.mayBeTold(engineSince != null && !clock.now().isBefore(engineSince.plus(KNOWN)));
    }

    @Override
    public boolean acknowledged(String incident) {
        return !tools.remarks().acknowledged(incident).isEmpty();
    }

    private void ended(Question question) {
        Remedy remedy = remedies.get(question.incident());
        if (remedy != null) {
            remedy.ended(question);
        }
    }

    /** Of all that happens only what becomes of containers, and whether we see them, matters here: else a rule says what is to be done. */
    Future<Void> event(Event event) {
        return switch (event) {
            case EngineEvent.Connected connected -> {
                engineSince = clock.now();
                tools.held().check();
                yield Future.succeededFuture();
            }
            case EngineEvent.Disconnected disconnected -> {
                engineSince = null;
                tools.services().lost(disconnected.at());
                List.copyOf(remedies.values()).forEach(Remedy::engineLost);
                yield Future.succeededFuture();
            }
            case ContainerEvent container -> happened(container);
            default -> Future.succeededFuture();
        };
    }

    private Future<Void> happened(ContainerEvent container) {
        Optional<Touch> touch = tools.services().seen(container);
        tools.held().event(container);
        List.copyOf(remedies.values())
                .stream()
                .filter(remedy -> remedy.service().equals(container.subject()))
                .forEach(remedy -> remedy.event(container));
        return touch.map(by -> touched(container.subject(), by)).orElseGet(Future::succeededFuture);
    }

    /** Known for good before the event is dealt with: our next start is not told of it again. */
    private Future<Void> touched(String service, Touch touch) {
        return records.touched(service, touch).otherwiseEmpty();
    }

    Future<Void> incident(IncidentChange change) {
        Incident incident = change.incident();
        if (change.what() == IncidentChange.What.RESOLVED) {
            open.remove(incident.id());
        } else if (change.what() != IncidentChange.What.PENDING) {
            open.add(incident.id());
        }
        // What is over before it was told of was left by the run before ours.
        boolean over = change.what() == IncidentChange.What.RESOLVED && !remedies.containsKey(incident.id());
        boolean fromBefore = over || change.what() == IncidentChange.What.RESTORED || early.containsKey(incident.id());
        if (!handover.known() && fromBefore) {
            early.computeIfAbsent(incident.id(), first -> new ArrayList<>()).add(change);
            return Future.succeededFuture();
        }
        switch (change.what()) {
            case PENDING -> {
                // Not firing yet: nothing to do about it.
            }
            case FIRED -> {
                Tempo.detected(tools.meters(), incident);
                fires(change);
            }
            case AGAIN -> fires(change);
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
                tools.remarks().over(incident.id());
                over(change);
            }
        }
        return Future.succeededFuture();
    }

    private void over(IncidentChange change) {
        Incident incident = change.incident();
        boolean timeIsUp = incident.resolvedBy().equals(Incident.TIME_IS_UP);
        Input input = timeIsUp && change.plan().mayBeMissed(this::keeps)
                ? new Input.Missed(incident.resolvedBy())
                : new Input.Resolved(incident.resolvedBy());
        Remedy remedy = remedies.get(incident.id());
        if (remedy != null) {
            remedy.changed(change, input);
            dropFinished();
        } else if (input instanceof Input.Missed && handover.waits(incident.id())) {
            handover.claim(incident.id()).ifPresent(left -> take(change, left, input));
        } else {
            handover.over(incident);
        }
    }

    private boolean keeps(Step step) {
        return tools.actions().find(step.action()).filter(action -> action.about().aim() == Aim.KEEP).isPresent();
    }

    /** Nothing will ever come of those. */
    private void dropFinished() {
        remedies.values().removeIf(Remedy::finished);
    }

    private void fires(IncidentChange change) {
        Incident incident = change.incident();
        tools.brake().storm().heard(change);
        tools.services().fires(Patient.service(incident), incident);
        if (change.plan().steps().isEmpty()) {
            tools.desk().withdraw(incident.id(), "its rule asks for nothing any more", question -> true);
            return;
        }
        Remedy known = remedies.get(incident.id());
        if (known == null) {
            handover.claim(incident.id())
                    .ifPresentOrElse(left -> take(change, left, new Input.Again()), () -> take(change, new LadderRecord(
                            Ladder.planned(incident.id(), clock.now()), incident.rule(), Patient.service(incident),
                            null),
                            new Input.Fired()));
        } else {
            known.changed(change, new Input.Again());
        }
    }

    private void restored(IncidentChange change) {
        if (change.plan().steps().isEmpty()) {
            // Whoever was told of it before its rule asked for nothing more is still to hear that it is over.
            fires(change);
            return;
        }
        Optional<LadderRecord> ladder = handover.claim(change.incident().id());
        if (ladder.isEmpty()) {
            fires(change);
        } else {
            tools.brake().storm().heard(change);
            tools.services().fires(Patient.service(change.incident()), change.incident());
            Remedy remedy = take(change, ladder.get(), new Input.Resumed());
            remedy.stillHeldUp();
            remedy.inhibition(change);
        }
    }

    private void inhibition(IncidentChange change) {
        tools.brake().storm().heard(change);
        Remedy remedy = remedies.get(change.incident().id());
        if (remedy != null) {
            remedy.inhibition(change);
        }
    }

    private Remedy take(IncidentChange change, LadderRecord ladder, Input input) {
        Remedy remedy = new Remedy(tools, change, ladder);
        remedies.put(change.incident().id(), remedy);
        remedy.changed(change, input);
        return remedy;
    }

    private void tidy() {
        if (!closed) {
            tools.services().forget(clock.now());
            dropFinished();
            handover.unclaimed().onComplete(asked -> {
                tools.desk().overUnless(remedies::containsKey);
                tools.remarks().overUnless(open::contains);
                tools.escalations()
                        .overUnless(id -> remedies.containsKey(id) || handover.holds(id)
                                || tools.brake().storm().holds(id));
            });
            timers.after(TIDY, this::tidy);
        }
    }
}
