package io.dockmedic.rules.yaml;

import io.dockmedic.rules.duration.PrometheusDuration;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value and its place in the file. Each reader gives the value in the type asked for, or nothing and a problem in
 * the document: nothing is ever converted silently.
 */
public final class YamlNode {
    private final Document document;
    private final Node node;

    YamlNode(Document document, Node node) {
        this.document = document;
        this.node = node;
    }

    /** A mapping with no other keys than {@code keys}. */
    public Optional<YamlMap> map(Collection<String> keys) {
        return openMap().map(map -> map.only(keys));
    }

    /** The keys of a mapping, as far as they are text; none when it is no mapping. Tells no problem. */
    public Set<String> keyNames() {
        return node instanceof MappingNode mapping
                ? mapping.getValue()
                        .stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(ScalarNode.class::isInstance)
                        .map(key -> ((ScalarNode) key).getValue())
                        .collect(Collectors.toCollection(LinkedHashSet::new))
                : Set.of();
    }

    /** The members of the list that a mapping has at a key; none when it is no such mapping. Tells no problem. */
    public List<YamlNode> members(String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue()
                        .stream()
                        .filter(entry -> entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
                        .map(NodeTuple::getValueNode)
                        .filter(SequenceNode.class::isInstance)
                        .flatMap(list -> items((SequenceNode) list).stream())
                        .toList()
                : List.of();
    }

    /** Whether it is a list. */
    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** A mapping with keys of the writer's own choice. */
    public Optional<YamlMap> openMap() {
        if (node instanceof MappingNode mapping) {
            return Optional.of(new YamlMap(document, this, mapping));
        }
        problem("must be a mapping but is " + what(), "");
        return Optional.empty();
    }

    /** A list. */
    public Optional<List<YamlNode>> list() {
        if (node instanceof SequenceNode sequence) {
            return Optional.of(items(sequence));
        }
        problem("must be a list but is " + what(), "put it in [ ]");
        return Optional.empty();
    }

    /** A list, or one value in the place of a list of one. */
    public List<YamlNode> oneOrMore() {
        return node instanceof SequenceNode sequence ? items(sequence) : List.of(this);
    }

    /** Text; numbers, yes and no must be quoted to be text. */
    public Optional<String> text() {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
            return Optional.of(scalar.getValue());
        }
        problem("must be text but is " + what(), node instanceof ScalarNode ? "put it in quotes" : "");
        return Optional.empty();
    }

    /** Whether it is text. */
    public boolean isText() {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR);
    }

    /** Any scalar as it is written, the empty one too. */
    public Optional<String> scalar() {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        problem("must be text but is " + what(), "");
        return Optional.empty();
    }

    /** Yes or no. */
    public Optional<Boolean> flag() {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return Optional.of(Boolean.parseBoolean(scalar.getValue()));
        }
        problem("must be true or false but is " + what(), "");
        return Optional.empty();
    }

    /** Any scalar as it is written, for expressions: {@code true} is one. */
    public Optional<String> source() {
        String tag = node.getTag().getValue();
        if (tag.startsWith("!")) {
            problem("'" + tag + "' is a tag to YAML, and no part of an expression", Quoting.hint(tag
                    + (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()
                            ? " " + scalar.getValue()
                            : "")));
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        problem("must be an expression but is " + what(),
                isList() ? "write one expression, joined with &&, or with || where one is enough" : "");
        return Optional.empty();
    }

    /** A whole number from {@code least} to {@code most}. */
    public OptionalInt number(int least, int most) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
            try {
                int value = Integer.parseInt(scalar.getValue());
                if (value >= least && value <= most) {
                    return OptionalInt.of(value);
                }
            } catch (NumberFormatException tooLarge) {
                // Said below.
            }
        }
        problem("must be a whole number from " + least + " to " + most + " but is " + what(), "");
        return OptionalInt.empty();
    }

    /** The same as a value that may be absent. */
    public Optional<Integer> whole(int least, int most) {
        OptionalInt value = number(least, most);
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }

    /** A number, with a fraction or without. */
    public Optional<Double> decimal() {
        if (node instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))) {
            try {
                double value = Double.parseDouble(scalar.getValue());
                if (Double.isFinite(value)) {
                    return Optional.of(value);
                }
            } catch (NumberFormatException notDecimal) {
                // Said below.
            }
        }
        problem("must be a number but is " + what(), "write it without a unit");
        return Optional.empty();
    }

    /** A duration from {@code least} to {@code most}. */
    public Optional<Duration> duration(Duration least, Duration most) {
        if (!(node instanceof ScalarNode scalar)) {
            problem("must be a duration but is " + what(), "write 30s");
            return Optional.empty();
        }
        Optional<Duration> parsed = PrometheusDuration.parse(scalar.getValue());
        if (parsed.isEmpty()) {
            boolean bare = scalar.getTag().equals(Tag.INT);
            problem(
                    "'" + scalar.getValue() + "' is not a duration",
                    bare ? "say the unit: " + scalar.getValue() + "s" : "write 30s, 10m or 1h30m");
            return Optional.empty();
        }
        return parsed.filter(duration -> within(duration, least, most));
    }

    /** File and line, for messages about another place. */
    public String place() {
        return document.file() + ":" + (node.getStartMark().orElseThrow().getLine() + 1);
    }

    /** Reports a problem at this value. */
    public void problem(String message, String hint) {
        Mark mark = node.getStartMark().orElseThrow();
        document.problem(mark.getLine() + 1, mark.getColumn() + 1, message, hint);
    }

    /** Reports what need not be mended. */
    public void warning(String message, String hint) {
        Mark mark = node.getStartMark().orElseThrow();
        document.warning(mark.getLine() + 1, mark.getColumn() + 1, message, hint);
    }

    /** Reports a problem inside this scalar, {@code offset} UTF-16 units into its text. */
    public void problemAt(int offset, String message, String hint) {
        ScalarPlaces.Place place = new ScalarPlaces(document.text(), (ScalarNode) node).of(offset);
        document.problem(place.line(), place.column(), message, hint);
    }

    /** The same for the same content, whatever its layout and comments. */
    public String canonical() {
        return switch (node) {
            case MappingNode mapping -> mapping.getValue()
                    .stream()
                    .map(tuple -> canonical(tuple.getKeyNode()) + ":" + canonical(tuple.getValueNode()))
                    .sorted()
                    .collect(Collectors.joining(",", "{", "}"));
            case SequenceNode sequence -> sequence.getValue()
                    .stream()
                    .map(this::canonical)
                    .collect(Collectors.joining(",", "[", "]"));
            case ScalarNode scalar -> "'" + scalar.getValue().strip().replace("'", "''") + "'";
            default -> throw new IllegalStateException("unexpected " + node.getNodeType());
        };
    }

    private String canonical(Node other) {
        return new YamlNode(document, other).canonical();
    }

    private boolean within(Duration duration, Duration least, Duration most) {
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            problem(
                    "must be from " + PrometheusDuration.format(least) + " to " + PrometheusDuration.format(most)
                            + " but is " + PrometheusDuration.format(duration),
                    "");
            return false;
        }
        return true;
    }

    private List<YamlNode> items(SequenceNode sequence) {
        return sequence.getValue().stream().map(item -> new YamlNode(document, item)).toList();
    }

    private String what() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? "empty" : "'" + scalar.getValue() + "'";
        }
        return node.getNodeType() == NodeType.MAPPING ? "a mapping" : "a list";
    }
}
