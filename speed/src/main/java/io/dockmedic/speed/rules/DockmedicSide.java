package io.dockmedic.speed.rules;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.rules.engine.EngineParts;
import io.dockmedic.rules.engine.RuleEngine;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Rule;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engine as it runs live, without what writes down and tells: incidents, evidence, texts and deadlines included. */
final class DockmedicSide implements Side {
    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Judgement NOT_ASKED = new Judgement(Intent.NOT_ASKED, false, List.of());

    private final Kinds kinds = Kinds.standard();
    private final List<Rule> rules;
    private final List<Event> events;
    private ManualTime time = new ManualTime(START);
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private RuleEngine engine;

    DockmedicSide(Course course, Scenario scenario) {
        this.rules = RuleTexts.load(scenario == Scenario.MANY ? RuleTexts.many() : RuleTexts.one());
        Map<String, Container> containers = new HashMap<>();
        this.events = course.happenings().stream().map(happening -> event(happening, containers)).toList();
        this.engine = fresh();
    }

    private RuleEngine fresh() {
        time = new ManualTime(START);
        meters = new SimpleMeterRegistry();
        RuleEngine next = new RuleEngine(new EngineParts(kinds, time, at -> "id", meters, "host"));
        next.replace(rules);
        return next;
    }

    @Override
    public void begin() {
        engine = fresh();
    }

    @Override
    public void run(Firings firings) {
        long passed = 0;
        for (Event event : events) {
            long at = event.at().toEpochMilli() - START.toEpochMilli();
            if (at > passed) {
                time.advance(Duration.ofMillis(at - passed));
                passed = at;
            }
            for (IncidentChange change : engine.offer(event).changes()) {
                Incident incident = change.incident();
                firings.told(what(change.what()), incident.key(), at, incident.evidence(), incident.count());
            }
        }
    }

    private static Told.What what(IncidentChange.What what) {
        return switch (what) {
            case FIRED -> Told.What.FIRED;
            case RESOLVED -> Told.What.OVER;
            case AGAIN, PENDING, RESTORED, READ, INHIBITED, RELEASED -> Told.What.AGAIN;
        };
    }

    @Override
    public int remembered() {
        return (int) meters.get("dockmedic.rule.keys").gauges().stream().mapToDouble(Gauge::value).sum();
    }

    private static Event event(Happening happening, Map<String, Container> containers) {
        Container container = containers.computeIfAbsent(happening.getName(), name -> new Container(
                "%064x".formatted(name.hashCode()), name, "web:1", Map.of("tier", "front"), Service.of(name, Map.of()),
                false));
        Instant at = START.plusMillis(happening.getAt());
        return switch (happening) {
            case Happening.Death death -> new Died(at, "host", Origin.ENGINE, container, death.getExitCode(), false,
                    NOT_ASKED, false, 0, Duration.ofSeconds(90), false, at.toString());
            case Happening.Recovery recovery ->
                new HealthChanged(at, "host", Origin.ENGINE, container, "healthy", 0, "");
        };
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
