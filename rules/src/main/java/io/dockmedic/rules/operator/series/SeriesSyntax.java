package io.dockmedic.rules.operator.series;

import io.dockmedic.rules.expression.Measure;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.operator.Terms;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts that all operators over a series have. */
public final class SeriesSyntax {
    private SeriesSyntax() {}

    /** @param within the window */
    public record Over(Measure of, Duration within) {}

    /** A limit, the key it was written under, and where. */
    public record Bound(String key, double value, YamlNode node) {}

    /** {@code of} and {@code within}. */
    public static Optional<Over> read(YamlMap map, Terms terms) {
        Optional<Measure> of = map.required("of", "write of: event.memoryBytes").flatMap(terms::measure);
        Optional<Duration> within = map.required("within", "write within: 10m")
                .flatMap(time -> time.duration(OperatorSyntax.SHORTEST, OperatorSyntax.LONGEST));
        return of.flatMap(measure -> within.map(time -> new Over(measure, time)));
    }

    /** Exactly one of two limits. */
    public static Optional<Bound> bound(YamlNode value, YamlMap map, String one, String other) {
        List<String> written = Stream.of(one, other).filter(key -> map.get(key).isPresent()).toList();
        if (written.size() != 1) {
            value.problem("must have exactly one of '" + one + "' and '" + other + "'", "write " + one + ": 1000");
            return Optional.empty();
        }
        String key = written.getFirst();
        return map.get(key).flatMap(node -> node.decimal().map(number -> new Bound(key, number, node)));
    }
}
