package io.dockmedic.api.config;

import io.dockmedic.collectors.alert.named.Naming;
import io.dockmedic.rules.expression.Compiled;
import io.dockmedic.rules.expression.Flaw;
import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.subject.NamedBy;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads how the container of an alert is named: expressions, compiled here, so that a flaw is found at load. */
final class AlertTargets {
    private final Problems problems;

    AlertTargets(Problems problems) {
        this.problems = problems;
    }

    Naming read(Node node) {
        List<Node> items = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        List<Text> expressions = new ArrayList<>();
        for (Node item : items) {
            if (!(item instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
                problems.at(item, Settings.ALERT_TARGETS.key() + ": each must be an expression",
                        "\"event.labels['container']\"");
                continue;
            }
            switch (NamedBy.compile(scalar.getValue())) {
                case Compiled.Ok<Text>(Text expression) -> expressions.add(expression);
                case Compiled.Flawed<Text>(List<Flaw> flaws) ->
                    flaws.forEach(flaw -> problems.in(scalar, flaw.offset(), flaw.message(), flaw.hint()));
            }
        }
        return new NamedBy(expressions);
    }
}
