package io.dockmedic.rules.file;

import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads labels and annotations. */
final class LabelReader {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    /** Labels of few values, and what they are when the rule does not say. */
    private static final Map<String, List<String>> WORDS = Map.of(
            "severity", List.of("warning", "info", "critical"),
            "route", Routes.ALL);

    private final ExpressionReader expressions;
    private final Set<String> kinds;

    /** @param kinds the rule's {@code on} */
    LabelReader(ExpressionReader expressions, Set<String> kinds) {
        this.expressions = expressions;
        this.kinds = kinds;
    }

    /** With {@code severity} and {@code route}, if only by default. */
    Map<String, Text> labels(Optional<YamlNode> node) {
        Map<String, Text> labels = read(node);
        WORDS.forEach((name, words) -> {
            String usual = words.getFirst();
            labels.putIfAbsent(name, subject -> usual);
        });
        node.flatMap(YamlNode::openMap)
                .ifPresent(map -> WORDS.forEach((name, words) -> map.get(name)
                        .ifPresent(value -> oneOf(value, name, words))));
        return labels;
    }

    Map<String, Text> annotations(Optional<YamlNode> node) {
        return read(node);
    }

    private Map<String, Text> read(Optional<YamlNode> node) {
        Map<String, Text> texts = new LinkedHashMap<>();
        node.flatMap(YamlNode::openMap).ifPresent(map -> map.entries().forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                map.key(name).ifPresent(key -> key.problem("'" + name + "' is no name", "letters, digits and _"));
            }
            expressions.template(value, kinds).ifPresent(text -> texts.put(name, text));
        }));
        return texts;
    }

    private static void oneOf(YamlNode value, String name, List<String> words) {
        value.text()
                .filter(word -> !words.contains(word))
                .ifPresent(word -> value.problem(
                        "'" + name + "' is one of " + String.join(", ", words), Nearest.find(word, words)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("")));
    }
}
