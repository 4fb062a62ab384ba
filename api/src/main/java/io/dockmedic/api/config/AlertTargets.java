package io.dockmedic.api.config;

import io.dockmedic.collectors.alert.named.Naming;
import io.dockmedic.rules.expression.Compiled;
import io.dockmedic.rules.expression.Flaw;
import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.subject.NamedBy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads how what an alert is about is named: expressions, compiled here, so that a flaw is found at load. One that stands by
 * itself names a container; else what it names stands before it, {@code gpu: event.labels['card']}.
 */
final class AlertTargets {
    private static final String CONTAINER = "container";
    private static final String GPU = "gpu";
    private static final String HOST = "host";

    private static final Form EACH = Form.either(Form.TEXT,
            Form.mapping(String.join("|", CONTAINER, GPU, HOST), Form.TEXT));

    /** One of them, or a list. */
    static final Form FORM = Form.either(Form.list(EACH), EACH);

    private final Problems problems;
    private final Map<String, List<Text>> expressions = new LinkedHashMap<>();

    AlertTargets(Problems problems) {
        this.problems = problems;
        List.of(CONTAINER, GPU, HOST).forEach(kind -> expressions.put(kind, new ArrayList<>()));
    }

    Naming read(Node node) {
        List<Node> items = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        for (Node item : items) {
            if (item instanceof MappingNode mapping) {
                mapping.getValue().forEach(this::read);
            } else {
                read(CONTAINER, item);
            }
        }
        return new NamedBy(of(CONTAINER), of(GPU), of(HOST));
    }

    private List<Text> of(String kind) {
        return expressions.getOrDefault(kind, List.of());
    }

    private void read(NodeTuple entry) {
        String kind = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        Set<String> known = expressions.keySet();
        if (known.contains(kind)) {
            read(kind, entry.getValueNode());
        } else {
            problems.at(entry.getKeyNode(), Settings.ALERT_TARGETS.key() + ": an alert names no " + kind,
                    Nearest.find(kind, known)
                            .map(nearest -> "did you mean " + nearest + "?")
                            .orElse("known here: " + String.join(", ", known)));
        }
    }

    private void read(String kind, Node item) {
        if (!(item instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            problems.at(item, Settings.ALERT_TARGETS.key() + ": each must be an expression",
                    "\"event.labels['container']\"");
            return;
        }
        switch (NamedBy.compile(scalar.getValue())) {
            case Compiled.Ok<Text>(Text expression) ->
                expressions.computeIfAbsent(kind, first -> new ArrayList<>()).add(expression);
            case Compiled.Flawed<Text>(List<Flaw> flaws) ->
                flaws.forEach(flaw -> problems.in(scalar, flaw.offset(), flaw.message(), flaw.hint()));
        }
    }
}
