package io.dockmedic.rules.operator.delta;

import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.operator.Terms;
import io.dockmedic.rules.operator.series.OverSeries;
import io.dockmedic.rules.operator.series.SeriesSyntax;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** {@code delta: {of: event.memoryBytes, rises_by: 1073741824, within: 10m}}, or {@code falls_by}. */
public final class DeltaSyntax implements OperatorSyntax {
    private static final String RISES = "rises_by";
    private static final String FALLS = "falls_by";

    @Override
    public String key() {
        return "delta";
    }

    @Override
    public Optional<Operator<?>> read(YamlNode value, Terms terms) {
        Optional<YamlMap> map = value.map(List.of("of", RISES, FALLS, "within"));
        if (map.isEmpty()) {
            return Optional.empty();
        }
        Optional<SeriesSyntax.Bound> bound = SeriesSyntax.bound(value, map.get(), RISES, FALLS);
        bound.filter(by -> by.value() <= 0)
                .ifPresent(by -> by.node().problem("must be more than 0", "for a fall write falls_by"));
        return SeriesSyntax.read(map.get(), terms)
                .flatMap(series -> bound.map(by -> new OverSeries(
                        series.of(), series.within(), new Delta(by.value(), by.key().equals(RISES)))));
    }
}
