package io.dockmedic.api.cli;

import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.operator.changes.Changes;
import io.dockmedic.rules.operator.count.Count;
import io.dockmedic.rules.rule.Inhibition;
import io.dockmedic.rules.rule.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules that wait for a container to be unhealthy again and again, while the shipped one acts the first time. */
final class FirstUnhealthy {
    private static final String SHIPPED = "ContainerUnhealthy";
    private static final Set<String> HEALTH = Set.of(HealthChanged.KIND);

    private FirstUnhealthy() {}

    /** One for each, with what to write. */
    static List<String> in(RuleSet set) {
        Set<String> held = set.rules()
                .stream()
                .filter(rule -> rule.name().equals(SHIPPED) && acts(rule))
                .flatMap(rule -> rule.inhibitions().stream())
                .map(Inhibition::source)
                .collect(Collectors.toSet());
        boolean first = set.rules().stream().anyMatch(rule -> rule.name().equals(SHIPPED) && acts(rule));
        boolean inhibited = RulePlace.own(set)
                .anyMatch(rule -> held.contains(rule.name()) && HEALTH.equals(rule.trigger().kinds()) && !waits(rule));
        return !first || inhibited
                ? List.of()
                : RulePlace.own(set)
                        .filter(rule -> HEALTH.equals(rule.trigger().kinds()) && waits(rule) && acts(rule))
                        .map(rule -> RulePlace.of(set, rule) + " waits for several, and the shipped " + SHIPPED
                                + " acts at the first unhealthy, before it; if that is not meant, write beside it"
                                + snippet(rule.name() + "First"))
                        .toList();
    }

    private static boolean waits(Rule rule) {
        return rule.operator() instanceof Changes || rule.operator() instanceof Count;
    }

    private static boolean acts(Rule rule) {
        return rule.plan().steps().stream().anyMatch(step -> step.verify() != null);
    }

    private static String snippet(String name) {
        return """
                 (docs/first-rule.md):
                      - alert: %1$s
                        on: container.health
                        when: event.service == '…' && event.status == 'unhealthy'
                        by: [event.service]
                        resolve: [{on: container.health, when: event.status == 'healthy'}, {on: container.removed}]
                inhibit:
                  - {source: %1$s, target: %2$s, equal: [event.service]}""".formatted(name, SHIPPED);
    }
}
