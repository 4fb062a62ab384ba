package io.dockmedic.api.config;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads lists of texts. Where one is set it has at least one: a list that was emptied is not meant to stand for all. */
final class Texts {
    private final Problems problems;

    Texts(Problems problems) {
        this.problems = problems;
    }

    /** Empty when the setting is not set. */
    List<String> read(Section section, Setting<?> setting) {
        return section.node(setting.key()).map(node -> read(node, setting)).orElse(List.of());
    }

    /** Empty only with a problem. */
    List<String> read(Node node, Setting<?> setting) {
        List<String> texts = new ArrayList<>();
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
        return texts;
    }
}
