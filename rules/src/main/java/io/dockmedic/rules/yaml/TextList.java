package io.dockmedic.rules.yaml;

import java.util.List;
import java.util.Optional;

/** A list of texts where people tend to write a line. */
public final class TextList {
    private TextList() {}

    /**
     * The texts; empty when it is no list of texts, of which a problem then tells.
     *
     * @param name the key that has it
     */
    public static Optional<List<String>> read(String name, YamlNode node) {
        if (node.isText()) {
            String line = node.text().orElse("").strip();
            node.problem("'" + name + "' must be a list, for nothing takes a line apart",
                    "write " + name + ": [" + String.join(", ", line.split("\\s+", -1)) + "]");
            return Optional.empty();
        }
        return node.list().flatMap(items -> {
            List<String> elements = items.stream().flatMap(item -> item.text().stream()).toList();
            return elements.size() == items.size() ? Optional.of(elements) : Optional.empty();
        });
    }
}
