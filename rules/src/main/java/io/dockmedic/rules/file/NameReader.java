package io.dockmedic.rules.file;

import io.dockmedic.rules.expression.Names;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a file's {@code lists} and {@code predicates}: what its expressions may name. */
final class NameReader {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    /** Names that mean something already, or may in a later version of the language. */
    private static final Set<String> TAKEN = Set.of("event", "count", "subjects", "true", "false", "null", "in", "as",
            "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
            "namespace", "return", "var", "void", "while", "int", "uint", "double", "bool", "string", "bytes", "list",
            "map", "type", "null_type", "duration", "timestamp");

    private static final int MOST = 200;

    private final Map<String, YamlNode> keys = new LinkedHashMap<>();
    private final Map<String, YamlNode> predicates = new LinkedHashMap<>();
    private final Names names;

    NameReader(YamlMap root) {
        Map<String, String> lists = new LinkedHashMap<>();
        root.get("lists").flatMap(YamlNode::openMap).ifPresent(map -> map.entries().forEach((name, node) -> {
            if (named(map, name)) {
                lists.put(name, list(node));
            }
        }));
        Map<String, String> conditions = new LinkedHashMap<>();
        root.get("predicates").flatMap(YamlNode::openMap).ifPresent(map -> map.entries().forEach((name, node) -> {
            if (named(map, name)) {
                predicates.put(name, node);
                node.source().ifPresent(source -> conditions.put(name, source));
            }
        }));
        names = new Names(lists, conditions);
        predicates.forEach((name, node) -> names.circle(name)
                .ifPresent(flaw -> node.problemAt(flaw.offset(), flaw.message(), flaw.hint())));
    }

    Names names() {
        return names;
    }

    /** The conditions, by name. */
    Map<String, YamlNode> predicates() {
        return predicates;
    }

    /** To be called when all that may use them was read. */
    void warnOfUnused() {
        keys.forEach((name, key) -> {
            if (!names.used().contains(name)) {
                key.warning("nothing uses '" + name + "'", "");
            }
        });
    }

    /** Whether the name can be used; else that is a problem. */
    private boolean named(YamlMap map, String name) {
        YamlNode key = map.key(name).orElseThrow();
        YamlNode other = keys.get(name);
        if (!NAME.matcher(name).matches()) {
            key.problem("'" + name + "' is no name", "letters, digits and _");
        } else if (TAKEN.contains(name)) {
            key.problem("'" + name + "' means something already", "take another name");
        } else if (other != null) {
            key.problem("'" + name + "' is here twice, also at " + other.place(), "take another name");
        } else if (keys.size() == MOST) {
            key.problem("is one name more than the " + MOST + " that a file may give", "");
        } else {
            keys.put(name, key);
            return true;
        }
        return false;
    }

    /** As an expression. */
    private static String list(YamlNode node) {
        List<YamlNode> items = node.list().orElse(List.of());
        if (items.isEmpty()) {
            node.problem("is empty", "write [postgres, mysql]");
            return "[]";
        }
        boolean texts = items.getFirst().isText();
        return items.stream()
                .map(item -> texts ? text(item) : number(item))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String text(YamlNode item) {
        return item.text()
                .map(text -> "'" + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r") + "'")
                .orElse("''");
    }

    private static String number(YamlNode item) {
        return item.whole(Integer.MIN_VALUE, Integer.MAX_VALUE).map(String::valueOf).orElse("0");
    }
}
