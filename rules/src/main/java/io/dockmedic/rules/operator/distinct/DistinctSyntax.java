package io.dockmedic.rules.operator.distinct;

import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.operator.Terms;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code distinct: {of: event.service, at_least: 3, within: 10m}}. */
public final class DistinctSyntax implements OperatorSyntax {
    private static final int MOST = 100;

    @Override
    public String key() {
        return "distinct";
    }

    @Override
    public boolean needsKey() {
        return true;
    }

    @Override
    public Optional<Operator<?>> read(YamlNode value, Terms terms) {
        Optional<YamlMap> map = value.map(List.of("of", "at_least", "within"));
        if (map.isEmpty()) {
            return Optional.empty();
        }
        Optional<Text> of = map.get().required("of", "write of: event.service").flatMap(terms::text);
        Optional<Integer> atLeast = map.get()
                .required("at_least", "write at_least: 3")
                .flatMap(number -> number.whole(2, MOST));
        Optional<Duration> within = map.get()
                .required("within", "write within: 10m")
                .flatMap(time -> time.duration(SHORTEST, LONGEST));
        return of.flatMap(text -> atLeast.flatMap(number -> within.map(time -> new Distinct(text, number, time))));
    }
}
