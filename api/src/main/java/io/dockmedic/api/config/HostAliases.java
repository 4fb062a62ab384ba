package io.dockmedic.api.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads what this machine is called besides, in the labels of alerts. */
final class HostAliases {
    private static final String NAME = "[A-Za-z0-9](?:[A-Za-z0-9._:-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+";

    private final Problems problems;

    HostAliases(Problems problems) {
        this.problems = problems;
    }

    Set<String> read(Node node) {
        Set<String> names = new TreeSet<>();
        for (Node item : node instanceof SequenceNode list ? list.getValue() : List.of(node)) {
            if (item instanceof ScalarNode scalar && scalar.getValue().matches(NAME)) {
                names.add(scalar.getValue());
            } else {
                problems.at(item,
                        Settings.ALERT_HOSTS.key() + ": each must be a name of this machine, or an address of it",
                        "[gpu1.example.net, 10.0.0.5]");
            }
        }
        return names;
    }
}
