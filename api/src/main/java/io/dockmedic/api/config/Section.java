package io.dockmedic.api.config;

import io.dockmedic.rules.expression.Nearest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of the file, with the nodes of the known keys found in it; what is not known is a problem. */
final class Section {
    private final Problems problems;
    private final List<String> known;
    private final Surroundings surroundings;
    private final Map<String, Node> found = new HashMap<>();

    /** @param known the keys that may stand here, with dots */
    Section(Node root, List<String> known, Problems problems, Surroundings surroundings) {
        this.problems = problems;
        this.known = known;
        this.surroundings = surroundings;
        walk(root, "");
    }

    /** The node at a key; empty when the file does not set it, or sets it to nothing. */
    Optional<Node> node(String key) {
        return Optional.ofNullable(found.get(key)).filter(node -> !node.getTag().equals(Tag.NULL));
    }

    /** The setting's value; its default when it is not set, or set to what it cannot be, which is a problem. */
    <T> T get(Setting<T> setting) {
        Optional<Node> node = node(setting.key());
        if (node.isEmpty()) {
            return setting.fallback().apply(surroundings);
        }
        Optional<T> value = node.flatMap(Section::scalar).flatMap(setting.parse());
        if (value.isEmpty()) {
            String shown = node.flatMap(Section::scalar).map(text -> "\"" + text + "\"").orElse("this");
            problems.at(node.get(), setting.key() + ": " + shown + " is not " + setting.expected(), "");
        }
        return value.orElseGet(() -> setting.fallback().apply(surroundings));
    }

    private static Optional<String> scalar(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    private void walk(Node node, String prefix) {
        if (node.getTag().equals(Tag.NULL)) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            String what = prefix.isEmpty() ? "the file" : prefix.substring(0, prefix.length() - 1);
            problems.at(node, what + " must hold settings, key: value", "");
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            enter(entry, prefix);
        }
    }

    private void enter(NodeTuple entry, String prefix) {
        String name = scalar(entry.getKeyNode()).orElse("");
        String key = prefix + name;
        if (known.contains(key)) {
            if (found.put(key, entry.getValueNode()) != null) {
                problems.at(entry.getKeyNode(), key + " is set twice", "");
            }
        } else if (!name.isEmpty() && known.stream().anyMatch(other -> other.startsWith(key + "."))) {
            walk(entry.getValueNode(), key + ".");
        } else {
            TreeSet<String> here = new TreeSet<>();
            known.stream()
                    .filter(other -> other.startsWith(prefix))
                    .forEach(other -> here.add(other.substring(prefix.length()).replaceFirst("\\..*", "")));
            String hint = Nearest.find(name, here)
                    .map(nearest -> "did you mean " + nearest + "?")
                    .orElse("known here: " + String.join(", ", here));
            // Where a space is missing the value, which may be a secret, is part of it.
            problems.at(entry.getKeyNode(), "unknown setting " + prefix + name.split(":", -1)[0], hint);
        }
    }
}
