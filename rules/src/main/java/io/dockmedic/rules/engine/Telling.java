package io.dockmedic.rules.engine;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.ContainerReading.Sampled;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.rule.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells what becomes of one rule's incidents, and remembers what is to be told yet. For one thread. */
final class Telling {
    private final Rule rule;
    private final Clock clock;
    private final Waiting waiting;
    /** What happened last, by key, that may have been written before our restart without having been told on. */
    private final Map<String, Object> unheard;

    Telling(Rule rule, Clock clock) {
        this(rule, clock, new Waiting(), new HashMap<>());
    }

    private Telling(Rule rule, Clock clock, Waiting waiting, Map<String, Object> unheard) {
        this.rule = rule;
        this.clock = clock;
        this.waiting = waiting;
        this.unheard = unheard;
    }

    /** The same of a rule that differs in texts or remedy only. */
    Telling as(Rule next) {
        return new Telling(next, clock, waiting, unheard);
    }

    /** A fault of it was seen: its container's next reading is of after that. */
    void fault(What what, Incident incident, Outcome.Builder out) {
        change(what, incident, out);
        waiting.told(incident, clock.now());
    }

    /** Something else has changed about it. */
    void change(What what, Incident incident, Outcome.Builder out) {
        out.change(new IncidentChange(what, incident, rule.plan()));
    }

    /** It fired before our restart, and fires. */
    void restored(Incident incident, Outcome.Builder out) {
        unheard.put(incident.key(), incident.latest().occurrence());
        change(What.RESTORED, incident, out);
    }

    /**
     * A fault of it came that was counted. Whoever acts on it may not have heard of it, where it was written before our restart:
     * then it is told on, once.
     */
    void counted(Incident firing, Event event, Outcome.Builder out) {
        if (!event.reading() && unheard.remove(firing.key(), event.occurrence())) {
            fault(What.AGAIN, firing, out);
        }
    }

    void resolved(Incident incident, String why, Outcome.Builder out) {
        unheard.remove(incident.key());
        waiting.over(incident);
        change(What.RESOLVED, IncidentFactory.resolved(incident, clock.now(), why), out);
    }

    /** The keys whose incidents waited for this reading, and do not any more. */
    List<String> read(Sampled sampled) {
        return waiting.read(sampled);
    }

    /** Nothing more will be told. */
    void close() {
        waiting.clear();
    }
}
