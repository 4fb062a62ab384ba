package io.dockmedic.rules.operator.predict;

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

/** {@code predict: {of: event.availableBytes, below: 1, in: 4h, within: 1h}}, or {@code above}. */
public final class PredictSyntax implements OperatorSyntax {
    private static final Duration FARTHEST = Duration.ofDays(30);

    @Override
    public String key() {
        return "predict";
    }

    @Override
    public Optional<Operator<?>> read(YamlNode value, Terms terms) {
        Optional<YamlMap> map = value.map(List.of("of", "below", "above", "in", "within"));
        if (map.isEmpty()) {
            return Optional.empty();
        }
        Optional<SeriesSyntax.Bound> bound = SeriesSyntax.bound(value, map.get(), "below", "above");
        Optional<Duration> in = map.get()
                .required("in", "write in: 4h")
                .flatMap(time -> time.duration(SHORTEST, FARTHEST));
        return SeriesSyntax.read(map.get(), terms)
                .flatMap(series -> bound.flatMap(limit -> in.map(time -> new OverSeries(
                        series.of(), series.within(),
                        new Predict(limit.value(), limit.key().equals("below"), time,
                                series.within().dividedBy(2))))));
    }
}
