package io.dockmedic.rules.operator.rate;

import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.operator.Terms;
import io.dockmedic.rules.operator.series.OverSeries;
import io.dockmedic.rules.operator.series.SeriesSyntax;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code rate: {of: event.bytes, above: 104857600, per: 1h, within: 30m}}. */
public final class RateSyntax implements OperatorSyntax {
    @Override
    public String key() {
        return "rate";
    }

    @Override
    public Optional<Operator<?>> read(YamlNode value, Terms terms) {
        Optional<YamlMap> map = value.map(List.of("of", "above", "per", "within"));
        if (map.isEmpty()) {
            return Optional.empty();
        }
        Optional<Double> above = map.get().required("above", "write above: 1000").flatMap(YamlNode::decimal);
        Optional<Duration> per = map.get()
                .required("per", "write per: 1h")
                .flatMap(time -> time.duration(SHORTEST, LONGEST));
        return SeriesSyntax.read(map.get(), terms)
                .flatMap(series -> above.flatMap(limit -> per.map(time -> new OverSeries(
                        series.of(), series.within(),
                        new Rate(limit, time, series.within().dividedBy(2))))));
    }
}
