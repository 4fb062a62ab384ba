package io.dockmedic.rules.operator.changes;

import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.operator.Terms;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code changes: {of: event.status, at_least: 5, within: 10m}}. */
public final class ChangesSyntax implements OperatorSyntax {
    private static final int MOST = 100;

    @Override
    public String key() {
        return "changes";
    }

    @Override
    public Optional<Operator<?>> read(YamlNode value, Terms terms) {
        Optional<YamlMap> map = value.map(List.of("of", "at_least", "within"));
        if (map.isEmpty()) {
            return Optional.empty();
        }
        Optional<Text> of = map.get().required("of", "write of: event.status").flatMap(terms::text);
        Optional<Integer> atLeast = map.get()
                .required("at_least", "write at_least: 5")
                .flatMap(number -> number.whole(2, MOST));
        Optional<Duration> within = map.get()
                .required("within", "write within: 10m")
                .flatMap(time -> time.duration(SHORTEST, LONGEST));
        return of.flatMap(text -> atLeast.flatMap(number -> within.map(time -> new Changes(text, number, time))));
    }
}
