package io.dockmedic.rules.operator.absent;

import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.operator.Terms;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code absent: {on: container.health, when: event.status == 'healthy', within: 2m}}. */
public final class AbsentSyntax implements OperatorSyntax {
    @Override
    public String key() {
        return "absent";
    }

    @Override
    public Optional<Operator<?>> read(YamlNode value, Terms terms) {
        Optional<YamlMap> map = value.map(List.of("on", "when", "within"));
        if (map.isEmpty()) {
            return Optional.empty();
        }
        Optional<Trigger> expected = terms.trigger(value);
        Optional<Duration> within = map.get()
                .required("within", "write within: 2m")
                .flatMap(duration -> duration.duration(SHORTEST, LONGEST));
        return expected.flatMap(trigger -> within.map(time -> new Absent(trigger, time)));
    }
}
