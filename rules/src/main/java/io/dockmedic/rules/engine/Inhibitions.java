package io.dockmedic.rules.engine;

import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.Inhibited;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Inhibition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which firing incidents keep which others from being acted on. Looked at when all that an event or a deadline brings is
 * known, so that of two incidents that begin with it neither comes too early. For one thread.
 */
final class Inhibitions {
    static final Inhibitions NONE = new Inhibitions(Map.of(), List.of());

    private final Map<String, RunningRule> rules;
    private final List<Bond> bonds;
    private final Map<String, List<Bond>> byTarget = new HashMap<>();
    private final Map<String, List<Bond>> bySource = new HashMap<>();

    private Inhibitions(Map<String, RunningRule> rules, List<Bond> bonds) {
        this.rules = rules;
        this.bonds = bonds;
        for (Bond bond : bonds) {
            byTarget.computeIfAbsent(bond.target().name(), any -> new ArrayList<>()).add(bond);
            bySource.computeIfAbsent(bond.source().name(), any -> new ArrayList<>()).add(bond);
        }
    }

    /** Looks at all incidents that fire already. */
    Inhibitions(Map<String, RunningRule> rules, Kinds kinds, Outcome.Builder out) {
        this(rules, bonds(rules, kinds));
        Map<String, Incident> asked = new LinkedHashMap<>();
        rules.values().forEach(rule -> rule.firing().forEach(incident -> begins(incident, asked)));
        asked.values().forEach(incident -> judge(incident, out));
    }

    private static List<Bond> bonds(Map<String, RunningRule> rules, Kinds kinds) {
        List<Bond> bonds = new ArrayList<>();
        for (RunningRule target : rules.values()) {
            for (Inhibition inhibition : target.rule().inhibitions()) {
                RunningRule source = rules.get(inhibition.source());
                // A test of rules may be about some of them alone.
                if (source != null) {
                    bonds.add(new Bond(target, source, inhibition, kinds));
                }
            }
        }
        return bonds;
    }

    /** Whether what changed begins or ends anything. */
    void after(Outcome.Builder out) {
        if (bonds.isEmpty() || out.tellsNothing()) {
            return;
        }
        Map<String, Incident> asked = new LinkedHashMap<>();
        for (IncidentChange change : out.changes()) {
            switch (change.what()) {
                case FIRED -> begins(change.incident(), asked);
                case RESOLVED -> ends(change.incident(), asked);
                case PENDING, AGAIN, RESTORED, READ, INHIBITED, RELEASED -> {
                    // It fires neither more nor less than before.
                }
            }
        }
        asked.values().forEach(incident -> judge(incident, out));
    }

    private void begins(Incident incident, Map<String, Incident> asked) {
        byTarget.getOrDefault(incident.rule(), List.of()).forEach(bond -> bond.targetFires(incident));
        if (byTarget.containsKey(incident.rule()) || incident.inhibitedBy() != null) {
            asked.put(incident.id(), incident);
        }
        bySource.getOrDefault(incident.rule(), List.of()).forEach(bond -> asked.putAll(bond.sourceFires(incident)));
    }

    private void ends(Incident incident, Map<String, Incident> asked) {
        byTarget.getOrDefault(incident.rule(), List.of()).forEach(bond -> bond.targetEnds(incident));
        bySource.getOrDefault(incident.rule(), List.of()).forEach(bond -> asked.putAll(bond.sourceEnds(incident)));
    }

    private void judge(Incident incident, Outcome.Builder out) {
        RunningRule rule = rules.get(incident.rule());
        if (rule != null) {
            rule.inhibit(incident.key(), by(incident, rule.inhibited(incident.key())), out);
        }
    }

    /** The one that did so far, as long as it fires: a change of the reason alone is no news. */
    private @Nullable Inhibited by(Incident incident, @Nullable Inhibited before) {
        Optional<Inhibited> first = Optional.empty();
        for (Bond bond : byTarget.getOrDefault(incident.rule(), List.of())) {
            if (before != null && bond.holds(incident, before)) {
                return before;
            }
            first = first.isPresent() ? first : bond.first(incident);
        }
        return first.orElse(null);
    }
}
