package io.dockmedic.rules.engine;

import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Inhibited;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Inhibition;
import io.dockmedic.rules.rule.Inhibition.Aspect;
import io.dockmedic.rules.rule.Inhibition.Equal;
import io.dockmedic.rules.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One rule whose incidents keep another one's from being acted on, and those of both that fire. For one thread. */
final class Bond {
    /** Incidents by their ids, oldest first, of each set of equal values. */
    private static final class Side {
        private final Map<List<String>, Map<String, Incident>> byValues = new HashMap<>();
        private final Map<String, List<String>> valuesOf = new HashMap<>();

        void add(Incident incident, List<String> values) {
            valuesOf.put(incident.id(), values);
            byValues.computeIfAbsent(values, first -> new LinkedHashMap<>()).put(incident.id(), incident);
        }

        /** The values it had; empty when it was not there. */
        Optional<List<String>> remove(Incident incident) {
            List<String> values = valuesOf.remove(incident.id());
            if (values == null) {
                return Optional.empty();
            }
            Map<String, Incident> left = byValues.getOrDefault(values, new HashMap<>());
            left.remove(incident.id());
            if (left.isEmpty()) {
                byValues.remove(values);
            }
            return Optional.of(values);
        }

        Map<String, Incident> of(Optional<List<String>> values) {
            return values.map(these -> byValues.getOrDefault(these, Map.of())).orElse(Map.of());
        }

        Optional<List<String>> valuesOf(Incident incident) {
            return Optional.ofNullable(valuesOf.get(incident.id()));
        }
    }

    private final RunningRule target;
    private final RunningRule source;
    private final List<Equal> equal;
    private final Kinds kinds;
    private final Side targets = new Side();
    private final Side sources = new Side();

    Bond(RunningRule target, RunningRule source, Inhibition inhibition, Kinds kinds) {
        this.target = target;
        this.source = source;
        this.equal = inhibition.equal();
        this.kinds = kinds;
    }

    Rule target() {
        return target.rule();
    }

    Rule source() {
        return source.rule();
    }

    void targetFires(Incident incident) {
        values(incident, Equal::here, target).ifPresent(values -> targets.add(incident, values));
    }

    void targetEnds(Incident incident) {
        targets.remove(incident);
    }

    /** Those that it keeps from being acted on. */
    Map<String, Incident> sourceFires(Incident incident) {
        Optional<List<String>> values = values(incident, Equal::there, source);
        values.ifPresent(these -> sources.add(incident, these));
        return targets.of(values);
    }

    /** Those that it no longer does. */
    Map<String, Incident> sourceEnds(Incident incident) {
        return targets.of(sources.remove(incident));
    }

    /** The oldest that keeps the incident from being acted on. */
    Optional<Inhibited> first(Incident incident) {
        return sources.of(targets.valuesOf(incident))
                .values()
                .stream()
                .findFirst()
                .map(one -> new Inhibited(one.id(), one.rule()));
    }

    boolean holds(Incident incident, Inhibited by) {
        return sources.of(targets.valuesOf(incident)).containsKey(by.incident());
    }

    /** Empty when one of them is not known: then it is equal to nothing. */
    private Optional<List<String>> values(Incident incident, Function<Equal, Aspect> side, RunningRule rule) {
        Optional<Kind<?>> kind = kinds.of(incident.evidence().getFirst());
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        Subject first = new Subject(kind.get(), incident.evidence().getFirst());
        List<String> values = new ArrayList<>();
        try {
            for (Equal one : equal) {
                values.add(side.apply(one).of(first, incident.labels()));
            }
        } catch (ExpressionException e) {
            rule.failed(e);
            return Optional.empty();
        }
        return values.contains("") ? Optional.empty() : Optional.of(values);
    }
}
