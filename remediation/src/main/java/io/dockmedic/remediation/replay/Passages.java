package io.dockmedic.remediation.replay;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.remediation.replay.Replayed.Came;
import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Counts for each rule how many events came that it might fire on, and how many were what it fires on. For one thread. */
final class Passages {
    private final Map<String, List<Rule>> byKind = new LinkedHashMap<>();
    private final Map<String, Came> came = new LinkedHashMap<>();
    private final Kinds kinds;

    Passages(List<Rule> rules, Kinds kinds) {
        this.kinds = kinds;
        for (Rule rule : rules) {
            if (rule.operator().schedule().isEmpty()) {
                came.put(rule.name(), new Came(String.join(", ", new TreeSet<>(rule.trigger().kinds())), 0, 0));
            }
        }
        for (String kind : kinds.names()) {
            byKind.put(kind, rules.stream()
                    .filter(rule -> came.containsKey(rule.name()) && rule.trigger().kinds().contains(kind))
                    .toList());
        }
    }

    void saw(Event event) {
        List<Rule> about = byKind.getOrDefault(event.kind(), List.of());
        if (about.isEmpty()) {
            return;
        }
        kinds.of(event).ifPresent(kind -> {
            Subject subject = new Subject(kind, event);
            about.forEach(rule -> came.computeIfPresent(rule.name(), (name, before) -> new Came(before.kinds(),
                    before.events() + 1, before.passed() + (passes(rule, subject) ? 1 : 0))));
        });
    }

    private static boolean passes(Rule rule, Subject subject) {
        try {
            return rule.trigger().matches(subject);
        } catch (ExpressionException e) {
            return false;
        }
    }

    Map<String, Came> came() {
        return came;
    }
}
