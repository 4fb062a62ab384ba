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
    private static final String FIRST = "first";
    private static final String LAST = "last";

    @Override
    public String key() {
        return "absent";
    }

    @Override
    public Optional<Operator<?>> read(YamlNode value, Terms terms) {
        Optional<YamlMap> map = value.map(List.of("on", "when", "within", "from"));
        if (map.isEmpty()) {
            return Optional.empty();
        }
        Optional<Trigger> expected = terms.trigger(value);
        Optional<Duration> within = map.get()
                .required("within", "write within: 2m")
                .flatMap(duration -> duration.duration(SHORTEST, LONGEST));
        Optional<Boolean> first = map.get().get("from").map(AbsentSyntax::first).orElse(Optional.of(false));
        return expected.isPresent() && within.isPresent() && first.isPresent()
                ? Optional.of(new Absent(expected.get(), within.get(), first.get()))
                : Optional.empty();
    }

    private static Optional<Boolean> first(YamlNode value) {
        Optional<String> word = value.text();
        if (word.isPresent() && !word.get().equals(FIRST) && !word.get().equals(LAST)) {
            value.problem("'" + word.get() + "' is not from where the time can count",
                    "write from: first or from: last");
            return Optional.empty();
        }
        return word.map(FIRST::equals);
    }
}
