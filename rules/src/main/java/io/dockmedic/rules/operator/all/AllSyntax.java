package io.dockmedic.rules.operator.all;

import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.operator.Terms;
import io.dockmedic.rules.operator.step.Steps;
import io.dockmedic.rules.operator.step.StepsSyntax;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code all: {steps: [{on: host.io_error}, {on: host.filesystem_error}], within: 1m}}. */
public final class AllSyntax implements OperatorSyntax {
    @Override
    public String key() {
        return "all";
    }

    @Override
    public boolean namesEvents() {
        return true;
    }

    @Override
    public Optional<Operator<?>> read(YamlNode value, Terms terms) {
        Optional<YamlMap> map = value.map(List.of("steps", "within"));
        if (map.isEmpty()) {
            return Optional.empty();
        }
        Optional<Steps> steps = StepsSyntax.read(map.get(), 2, "for one alone write on: and when: in the rule", terms);
        Optional<Duration> within = map.get()
                .required("within", "write within: 1m")
                .flatMap(time -> time.duration(SHORTEST, LONGEST));
        return steps.flatMap(several -> within.map(time -> new All(several, time)));
    }
}
