package io.dockmedic.api.config;

import io.dockmedic.collectors.exposition.ContainerLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads which labels of containers metrics show. Two that would become one label of a metric are refused. */
final class ShownLabels {
    private final Problems problems;

    ShownLabels(Problems problems) {
        this.problems = problems;
    }

    ContainerLabels read(Node node) {
        String key = Settings.SHOWN_LABELS.key();
        if (!(node instanceof SequenceNode list)) {
            problems.at(node, key + " must be a list of containers' labels", "[com.docker.compose.project, tier]");
            return ContainerLabels.DEFAULT;
        }
        List<String> names = new ArrayList<>();
        for (Node item : list.getValue()) {
            if (!(item instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
                problems.at(item, key + ": each must be the name of a label", "com.docker.compose.project");
                continue;
            }
            String name = scalar.getValue();
            Optional<String> other = ContainerLabels.clash(names, name);
            if (other.isPresent()) {
                problems.at(item, key + ": " + name + " and " + other.get() + " both become "
                        + ContainerLabels.metricLabel(name), "show only one of them");
            } else {
                names.add(name);
            }
        }
        return ContainerLabels.of(names);
    }
}
