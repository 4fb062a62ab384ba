package io.dockmedic.rules.operator.count;

import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.operator.Terms;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code count: {at_least: 3, within: 10m}}. */
public final class CountSyntax implements OperatorSyntax {
    private static final int MOST = 1000;

    @Override
    public String key() {
        return "count";
    }

    @Override
    public Optional<Operator<?>> read(YamlNode value, Terms terms) {
        Optional<YamlMap> map = value.map(List.of("at_least", "within"));
        if (map.isEmpty()) {
            return Optional.empty();
        }
        OptionalInt atLeast = map.get()
                .required("at_least", "write at_least: 3")
                .map(number -> number.number(2, MOST))
                .orElse(OptionalInt.empty());
        Optional<Duration> within = map.get()
                .required("within", "write within: 10m")
                .flatMap(duration -> duration.duration(SHORTEST, LONGEST));
        return atLeast.isPresent() && within.isPresent()
                ? Optional.of(new Count(atLeast.getAsInt(), within.get()))
                : Optional.empty();
    }
}
