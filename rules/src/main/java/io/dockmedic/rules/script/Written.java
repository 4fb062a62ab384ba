package io.dockmedic.rules.script;

import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.rules.kind.Field;
import io.dockmedic.rules.kind.FieldType;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of one event as they are written. What cannot be read is a problem at its place, and the default counts. */
final class Written {
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final Kind<?> kind;
    private final YamlMap map;
    private final Map<String, Long> added;
    private final Map<String, FieldType> used = new HashMap<>();

    /** @param added what to add to numbers, by field */
    Written(Kind<?> kind, YamlMap map, Map<String, Long> added) {
        this.kind = kind;
        this.map = map;
        this.added = added;
    }

    Kind<?> kind() {
        return kind;
    }

    /** What was asked for until now, written or not, and as what. */
    Map<String, FieldType> used() {
        return Map.copyOf(used);
    }

    String text(String name, String otherwise) {
        Field<?> field = kind.field(name);
        List<String> words = field == null ? List.of() : field.words();
        Optional<YamlNode> node = node(name, FieldType.TEXT);
        Optional<String> text = node.flatMap(YamlNode::scalar);
        if (text.isEmpty()) {
            return words.isEmpty() ? otherwise : words.contains(otherwise) ? otherwise : words.getFirst();
        }
        if (!words.isEmpty() && !words.contains(text.get())) {
            node.get().problem("event." + name + " is never '" + text.get() + "'", Nearest.hint(text.get(), words));
        }
        return text.get();
    }

    long number(String name) {
        Optional<YamlNode> node = node(name, FieldType.NUMBER);
        Optional<Double> number = node.flatMap(YamlNode::decimal);
        number.filter(value -> value != Math.rint(value))
                .ifPresent(value -> node.orElseThrow().problem("must be a whole number", ""));
        return number.map(Double::longValue).orElse(0L) + added.getOrDefault(name, 0L);
    }

    boolean flag(String name) {
        return node(name, FieldType.FLAG).map(node -> node.flag().orElse(false)).orElse(false);
    }

    Duration span(String name, Duration otherwise) {
        return node(name, FieldType.SPAN).flatMap(node -> node.duration(Duration.ZERO, LONGEST)).orElse(otherwise);
    }

    List<String> list(String name) {
        String text = text(name, "");
        return text.isEmpty() ? List.of() : Arrays.stream(text.split(",")).map(String::strip).toList();
    }

    Map<String, String> texts(String name) {
        Map<String, String> texts = new HashMap<>();
        Optional<YamlNode> node = node(name, FieldType.TEXTS);
        node.filter(YamlNode::isText)
                .ifPresent(text -> text.problem("has texts by name but is '" + text.text().orElse("") + "'",
                        "write " + name + ": {state: " + text.text().orElse("") + "}, by whichever name"));
        node.filter(one -> !one.isText())
                .flatMap(YamlNode::openMap)
                .ifPresent(entries -> entries.entries()
                        .forEach((key, value) -> value.scalar().ifPresent(text -> texts.put(key, text))));
        return texts;
    }

    /** Reports every field that nothing was made of, {@code others} aside. */
    void reportUnused(Set<String> others) {
        map.entries().forEach((name, value) -> {
            if (!used.containsKey(name) && !others.contains(name)) {
                YamlNode key = map.key(name).orElse(value);
                if (kind.field(name) != null) {
                    key.problem("'" + name + "' of " + kind.name() + " follows from other fields", "leave it out");
                } else {
                    key.problem(kind.name() + " has no field '" + name + "'",
                            Nearest.hint(name, kind.fields().stream().map(Field::name).toList()));
                }
            }
        });
    }

    private Optional<YamlNode> node(String name, FieldType type) {
        used.put(name, type);
        return map.get(name);
    }
}
