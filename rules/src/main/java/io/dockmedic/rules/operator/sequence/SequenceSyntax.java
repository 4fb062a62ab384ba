package io.dockmedic.rules.operator.sequence;

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

/** {@code sequence: {steps: [{on: container.oom}, {on: container.died}], within: 5s}}, and {@code not_followed_by}. */
public final class SequenceSyntax implements OperatorSyntax {
    @Override
    public String key() {
        return "sequence";
    }

    @Override
    public boolean namesEvents() {
        return true;
    }

    @Override
    public Optional<Operator<?>> read(YamlNode value, Terms terms) {
        Optional<YamlMap> map = value.map(List.of("steps", "within", "not_followed_by"));
        if (map.isEmpty()) {
            return Optional.empty();
        }
        Optional<Steps> steps = StepsSyntax.read(
                map.get(), 2, "for one event that is not followed by another write absent:", terms);
        Optional<Duration> within = time(map.get(), "write within: 5s");
        Optional<YamlNode> not = map.get().get("not_followed_by");
        Optional<Sequence.Follower> follower = not.flatMap(mapping -> follower(mapping, terms));
        if (not.isPresent() && follower.isEmpty()) {
            return Optional.empty();
        }
        return steps.flatMap(
                several -> within.map(time -> new Sequence(several, time, follower.orElse(null))));
    }

    private static Optional<Sequence.Follower> follower(YamlNode value, Terms terms) {
        return value.map(List.of("on", "when", "within"))
                .flatMap(map -> {
                    Optional<Duration> within = time(map, "write within: 60s");
                    return terms.trigger(value)
                            .flatMap(event -> within.map(time -> new Sequence.Follower(event, time)));
                });
    }

    private static Optional<Duration> time(YamlMap map, String hint) {
        return map.required("within", hint).flatMap(time -> time.duration(SHORTEST, LONGEST));
    }
}
