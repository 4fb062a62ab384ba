package io.dockmedic.rules.engine;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.ContainerReading.Sampled;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Incident.State;
import io.dockmedic.rules.incident.Inhibited;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Rule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the snapshots of one rule's incidents. Times in them are our own time. */
final class IncidentFactory {
    private static final int LONGEST_TEXT = 4096;

    private final Rule rule;
    private final Kinds kinds;
    private final Clock clock;
    private final IncidentIds ids;
    private final RuleMeters meters;
    private final Vitals vitals;

    IncidentFactory(Rule rule, Kinds kinds, Clock clock, IncidentIds ids, RuleMeters meters, Vitals vitals) {
        this.vitals = vitals;
        this.rule = rule;
        this.kinds = kinds;
        this.clock = clock;
        this.ids = ids;
        this.meters = meters;
    }

    /** The condition begins to hold. Labels are those of now and stay. */
    Incident pending(String key, Evidence evidence) {
        Event latest = evidence.events().getLast();
        return new Incident(
                ids.next(clock.now()), rule.name(), key, State.PENDING, evidence.events().getFirst().at(), null, null,
                "", fill(rule.labels(), evidence), fill(rule.annotations(), evidence),
                evidence.events(), evidence.count(), vitals.around(latest, List.of()), null);
    }

    /**
     * It begins to hold and fires at once.
     *
     * @param missedAt when it was due, while nobody looked; null for now
     */
    Incident firing(String key, Evidence evidence, @Nullable Instant missedAt) {
        List<Event> events = evidence.events();
        Instant now = clock.now();
        return new Incident(
                ids.next(now), rule.name(), key, State.FIRING, events.getFirst().at(), now, null, "",
                fill(rule.labels(), evidence), fill(rule.annotations(), evidence), events, evidence.count(),
                vitals.around(events.getLast(), List.of()), null, missedAt);
    }

    /**
     * It fires.
     *
     * @param missedAt when it was due, while nobody looked; null for now
     */
    Incident firing(Incident pending, @Nullable Instant missedAt) {
        return new Incident(
                pending.id(), pending.rule(), pending.key(), State.FIRING, pending.activeAt(), clock.now(), null, "",
                pending.labels(), pending.annotations(), pending.evidence(), pending.count(),
                vitals.around(pending.latest(), pending.readings()), null, missedAt);
    }

    /** One more event contributed; annotations tell of the latest. */
    Incident with(Incident incident, Evidence evidence) {
        List<Event> events = evidence.events();
        Event latest = events.getLast();
        return new Incident(
                incident.id(), incident.rule(), incident.key(), incident.state(), incident.activeAt(),
                incident.firedAt(), null, "", incident.labels(),
                fill(rule.annotations(), evidence), events, evidence.count(),
                vitals.around(latest, incident.readings()), incident.inhibitedBy(), stillMissed(incident, latest));
    }

    /** That a fault happened after it fired is news of now. */
    private static @Nullable Instant stillMissed(Incident incident, Event latest) {
        Instant fired = incident.firedAt();
        return fired != null && latest.at().isAfter(fired) ? null : incident.missedAt();
    }

    /** Some of its evidence was left out; it is of as many events as before. */
    static Incident thinned(Incident incident, Evidence evidence) {
        return incident.keeping(evidence.events());
    }

    /** Its container was read. */
    static Incident read(Incident incident, Sampled sampled) {
        return new Incident(
                incident.id(), incident.rule(), incident.key(), incident.state(), incident.activeAt(),
                incident.firedAt(), incident.resolvedAt(), incident.resolvedBy(), incident.labels(),
                incident.annotations(), incident.evidence(), incident.count(),
                Vitals.with(incident.readings(), List.of(Vitals.measured(sampled))), incident.inhibitedBy(),
                incident.missedAt());
    }

    /** Another one keeps it from being acted on; null: none does. */
    static Incident inhibited(Incident incident, @Nullable Inhibited by) {
        return new Incident(
                incident.id(), incident.rule(), incident.key(), incident.state(), incident.activeAt(),
                incident.firedAt(), incident.resolvedAt(), incident.resolvedBy(), incident.labels(),
                incident.annotations(), incident.evidence(), incident.count(), incident.readings(), by,
                incident.missedAt());
    }

    /** It is over. */
    static Incident resolved(Incident incident, Instant at, String why) {
        return new Incident(
                incident.id(), incident.rule(), incident.key(), State.RESOLVED, incident.activeAt(),
                incident.firedAt(), at, why, incident.labels(), incident.annotations(), incident.evidence(),
                incident.count(), incident.readings(), incident.inhibitedBy(), incident.missedAt());
    }

    private Map<String, String> fill(Map<String, Text> templates, Evidence evidence) {
        if (templates.isEmpty()) {
            return Map.of();
        }
        Event event = evidence.events().getLast();
        Map<String, String> texts = new LinkedHashMap<>();
        kinds.of(event)
                .ifPresent(kind -> templates.forEach((name, template) -> texts.put(
                        name, fill(template, new Subject(kind, event, evidence.count(), evidence.events())))));
        return texts;
    }

    /** A template that fails leaves its text empty: the incident matters more. */
    private String fill(Text template, Subject subject) {
        try {
            String text = template.of(subject);
            return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
        } catch (ExpressionException e) {
            meters.error(e);
            return "";
        }
    }
}
