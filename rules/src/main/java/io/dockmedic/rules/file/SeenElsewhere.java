package io.dockmedic.rules.file;

import io.dockmedic.collectors.event.AuditEvent;
import io.dockmedic.collectors.event.BackupEvent;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Refuses a proof of what is done to a container by events that are about none: it never could hold. */
final class SeenElsewhere {
    private static final List<Class<?>> ABOUT_CONTAINERS = List.of(ContainerEvent.class, ExternalEvent.class,
            BackupEvent.class, AuditEvent.class);

    private SeenElsewhere() {}

    static void check(YamlMap rule, Trigger fault, RemedyPlan plan, Kinds kinds) {
        List<YamlNode> items = rule.get("remedy").map(YamlNode::oneOrMore).orElse(List.of());
        if (items.size() != plan.steps().size() || !elsewhere(fault.kinds(), kinds).isEmpty()) {
            return;
        }
        for (int step = 0; step < items.size(); step++) {
            Step.Verify verify = plan.steps().get(step).verify();
            if (verify != null && verify.condition() instanceof Seen seen) {
                Set<String> never = elsewhere(seen.events().kinds(), kinds);
                if (!never.isEmpty()) {
                    at(items.get(step)).problem("the rule is about a container, and " + String.join(", ", never)
                            + " tells of none: the proof could never hold",
                            "write a kind that is about containers: on: container.sample");
                }
            }
        }
    }

    private static Set<String> elsewhere(Set<String> names, Kinds kinds) {
        return names.stream()
                .filter(name -> kinds.find(name)
                        .filter(kind -> ABOUT_CONTAINERS.stream().noneMatch(of -> of.isAssignableFrom(kind.type())))
                        .isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The kinds, where they are written. */
    private static YamlNode at(YamlNode item) {
        Optional<YamlNode> seen = value(item, "verify").flatMap(verify -> value(verify, Seen.WORD));
        return seen.flatMap(node -> value(node, "on")).or(() -> seen).orElse(item);
    }

    private static Optional<YamlNode> value(YamlNode node, String key) {
        return node.openMap().flatMap(map -> map.get(key));
    }
}
