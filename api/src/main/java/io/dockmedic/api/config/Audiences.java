package io.dockmedic.api.config;

import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.escalate.Audience;
import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.rules.file.Routes;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads what a receiver is for. */
final class Audiences {
    private final Problems problems;

    Audiences(Problems problems) {
        this.problems = problems;
    }

    Audience read(Section section) {
        List<String> routes = texts(section, ReceiverSettings.ROUTES);
        section.node(ReceiverSettings.ROUTES.key())
                .ifPresent(node -> routes.stream()
                        .filter(route -> !Routes.ALL.contains(route))
                        .forEach(route -> problems.at(
                                node, ReceiverSettings.ROUTES.key() + ": there is no route " + route,
                                Nearest.find(route, Routes.ALL)
                                        .map(nearest -> "did you mean " + nearest + "?")
                                        .orElse("there are " + String.join(", ", Routes.ALL)))));
        return new Audience(routes,
                texts(section, ReceiverSettings.SERVICES).stream().map(ServicePattern::new).toList());
    }

    /** Where it is set it has at least one: a list that was emptied is not meant to stand for all. */
    private List<String> texts(Section section, Setting<String> setting) {
        List<String> texts = new ArrayList<>();
        section.node(setting.key()).ifPresent(node -> {
            List<Node> items = node instanceof SequenceNode list ? list.getValue() : List.of();
            for (Node item : items) {
                if (item instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                    texts.add(scalar.getValue().strip());
                } else {
                    problems.at(item, setting.key() + ": this is not a text", "");
                }
            }
            if (items.isEmpty()) {
                problems.at(node, setting.key() + " is not " + setting.expected(), "");
            }
        });
        return texts;
    }
}
