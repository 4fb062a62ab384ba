package io.dockmedic.rules.operator.step;

import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.operator.Terms;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code steps: [{on: container.oom}, {on: container.died, when: event.exitCode == 137}]}. */
public final class StepsSyntax {
    private static final int MOST = 10;

    private StepsSyntax() {}

    /**
     * @param least how many there must be
     * @param hint  what to write instead of fewer
     */
    public static Optional<Steps> read(YamlMap map, int least, String hint, Terms terms) {
        Optional<YamlNode> value = map.required(
                "steps", "write steps: [{on: container.oom}, {on: container.died}]");
        Optional<List<YamlNode>> items = value.flatMap(YamlNode::list);
        if (value.isEmpty() || items.isEmpty()) {
            return Optional.empty();
        }
        if (items.get().size() < least) {
            value.get().problem("has fewer than " + least + " steps", hint);
        }
        if (items.get().size() > MOST) {
            value.get().problem("has more than " + MOST + " steps", "make several rules");
        }
        List<Trigger> steps = new ArrayList<>();
        for (YamlNode item : items.get()) {
            item.map(List.of("on", "when")).flatMap(step -> terms.trigger(item)).ifPresent(steps::add);
        }
        boolean sound = steps.size() == items.get().size() && steps.size() >= least && steps.size() <= MOST;
        return sound ? Optional.of(new Steps(steps)) : Optional.empty();
    }
}
