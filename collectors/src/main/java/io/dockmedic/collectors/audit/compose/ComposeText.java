package io.dockmedic.collectors.audit.compose;

import io.dockmedic.collectors.base.yaml.Escapes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A Compose file as it is written: its values, and the lines they stand in. Anchors and merge keys are resolved. */
final class ComposeText {
    private static final int LARGEST = 1_000_000;
    private static final int DEEPEST = 40;
    /** An alias in an alias, a few lines long, could become gigabytes. */
    private static final int MOST_VALUES = 100_000;

    private final Node root;

    private ComposeText(Node root) {
        this.root = root;
    }

    /** @throws IOException when it is no YAML; the message has the line, and no value */
    static ComposeText parse(String text) throws IOException {
        try {
            LoadSettings settings = LoadSettings.builder().setCodePointLimit(LARGEST).build();
            Optional<Node> node = Escapes.checked(text, () -> new Compose(settings).composeString(text));
            if (node.isPresent() && node.get() instanceof MappingNode) {
                return new ComposeText(node.get());
            }
            throw new IOException("1: this is no Compose file: it has no services");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new IOException(line + ": this is not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new IOException("1: this is not YAML", e);
        }
    }

    /**
     * All of it, every scalar as text.
     *
     * @param value made of a scalar's text and its line
     */
    JsonNode json(BiFunction<String, Integer, String> value) throws IOException {
        return json(root, value, 0, new int[1]);
    }

    private static JsonNode json(Node node, BiFunction<String, Integer, String> value, int depth, int[] count)
            throws IOException {
        if (depth > DEEPEST || ++count[0] > MOST_VALUES) {
            throw new IOException(line(node) + ": nested too deeply, or too much of it");
        }
        return switch (node) {
            case MappingNode mapping -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                for (NodeTuple entry : entries(mapping, 0)) {
                    String key = text(entry.getKeyNode());
                    if (!object.has(key)) {
                        object.set(key, json(entry.getValueNode(), value, depth + 1, count));
                    }
                }
                yield object;
            }
            case SequenceNode sequence -> {
                var array = JsonNodeFactory.instance.arrayNode();
                for (Node item : sequence.getValue()) {
                    array.add(json(item, value, depth + 1, count));
                }
                yield array;
            }
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> JsonNodeFactory.instance.nullNode();
            case ScalarNode scalar -> TextNode.valueOf(value.apply(scalar.getValue(), line(scalar)));
            default -> JsonNodeFactory.instance.nullNode();
        };
    }

    /** Its own entries, then those that {@code <<} brings: the first of a name counts. */
    private static List<NodeTuple> entries(MappingNode mapping, int depth) {
        List<NodeTuple> own = new ArrayList<>();
        List<NodeTuple> merged = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!text(entry.getKeyNode()).equals("<<") || depth > DEEPEST) {
                own.add(entry);
            } else if (entry.getValueNode() instanceof MappingNode other) {
                merged.addAll(entries(other, depth + 1));
            } else if (entry.getValueNode() instanceof SequenceNode several) {
                several.getValue().forEach(one -> {
                    if (one instanceof MappingNode other) {
                        merged.addAll(entries(other, depth + 1));
                    }
                });
            }
        }
        own.addAll(merged);
        return own;
    }

    /** The line of a service's setting, {@code ports/80}; of what is around it where it is not written. */
    int line(String service, String setting) {
        int line = 1;
        Node at = root;
        List<String> path = new ArrayList<>(List.of("services", service));
        int slash = setting.indexOf('/');
        path.add(slash < 0 ? setting : setting.substring(0, slash));
        if (slash >= 0) {
            path.add(setting.substring(slash + 1));
        }
        for (String part : path) {
            Optional<Found> found = find(at, part);
            if (found.isEmpty()) {
                return line;
            }
            line = found.get().line();
            at = found.get().node();
        }
        return line;
    }

    private record Found(int line, Node node) {}

    private static Optional<Found> find(Node in, String part) {
        if (in instanceof MappingNode mapping) {
            return entries(mapping, 0).stream()
                    .filter(entry -> text(entry.getKeyNode()).equalsIgnoreCase(part))
                    .findFirst()
                    .map(entry -> new Found(line(entry.getKeyNode()), entry.getValueNode()));
        }
        if (in instanceof SequenceNode sequence) {
            return sequence.getValue()
                    .stream()
                    .filter(item -> mentions(item, part.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .map(item -> new Found(line(item), item));
        }
        return Optional.empty();
    }

    private static boolean mentions(Node item, String part) {
        if (item instanceof MappingNode mapping) {
            return entries(mapping, 0).stream()
                    .anyMatch(entry -> text(entry.getValueNode()).equalsIgnoreCase(part));
        }
        String text = text(item).toLowerCase(Locale.ROOT);
        return text.equals(part) || text.startsWith(part + "=") || text.endsWith(":" + part)
                || text.contains(":" + part + ":") || text.contains(":" + part + "/") || text.equals("cap_" + part)
                || text.startsWith(part + "/");
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
