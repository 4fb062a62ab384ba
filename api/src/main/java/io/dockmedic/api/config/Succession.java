package io.dockmedic.api.config;

import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.remediation.escalate.Reminding;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Who is told when a receiver does not acknowledge: each the name of another, and in the end nobody. */
final class Succession {
    private final Problems problems;
    private final Map<String, Node> items = new LinkedHashMap<>();
    private final Map<String, String> next = new HashMap<>();

    Succession(Problems problems) {
        this.problems = problems;
    }

    /** What becomes of what a receiver does not acknowledge. */
    Reminding read(String name, Node item, Section section) {
        Optional<Duration> after = section.get(ReceiverSettings.UNACKNOWLEDGED_AFTER);
        String then = section.get(ReceiverSettings.UNACKNOWLEDGED_THEN);
        boolean said = section.node(ReceiverSettings.UNACKNOWLEDGED_AFTER.key()).isPresent();
        if (said == then.isEmpty()) {
            problems.at(item, "unacknowledged needs after and then", "unacknowledged: {after: 30m, then: boss}");
        }
        items.put(name, item);
        if (!then.isEmpty()) {
            next.put(name, then);
        }
        Duration every = section.get(ReceiverSettings.REPEAT);
        boolean repeatsItself = section.node(ReceiverSettings.ALERTMANAGER.key()).isPresent();
        section.node(ReceiverSettings.REPEAT.key())
                .filter(node -> repeatsItself)
                .ifPresent(node -> problems.at(node, "an Alertmanager tells again by itself",
                        "set repeat_interval there"));
        return new Reminding(every.isZero() || repeatsItself ? null : every, after.orElse(null), then);
    }

    /** Whether it hears only of what another has not acknowledged; to be asked when all were read. */
    boolean later(String name) {
        return next.containsValue(name);
    }

    /** To be called when all were read. */
    void check() {
        next.forEach((name, then) -> {
            Node item = items.get(name);
            if (item == null) {
                return;
            }
            if (then.equals(name)) {
                problems.at(item, "unacknowledged.then: " + name + " cannot come after itself", "");
            } else if (!items.containsKey(then)) {
                problems.at(item, "unacknowledged.then: there is no receiver " + then,
                        Nearest.find(then, items.keySet())
                                .map(nearest -> "did you mean " + nearest + "?")
                                .orElse("there are " + String.join(", ", items.keySet())));
            } else if (inCircle(name)) {
                problems.at(item, "unacknowledged.then: " + then + " leads back to " + name, "");
            }
        });
    }

    private boolean inCircle(String name) {
        Set<String> seen = new HashSet<>();
        String here = next.get(name);
        while (here != null && seen.add(here)) {
            if (here.equals(name)) {
                return true;
            }
            here = next.get(here);
        }
        return false;
    }
}
