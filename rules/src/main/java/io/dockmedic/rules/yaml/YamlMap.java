package io.dockmedic.rules.yaml;

import io.dockmedic.rules.expression.Nearest;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A mapping with text keys, each once. */
public final class YamlMap {
    private final YamlNode self;
    private final Map<String, YamlNode> values = new LinkedHashMap<>();
    private final Map<String, YamlNode> keys = new LinkedHashMap<>();
    /** Which keys those that are none of them were to be. */
    private final Set<String> mistyped = new HashSet<>();

    YamlMap(Document document, YamlNode self, MappingNode mapping) {
        this.self = self;
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(document, tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                key.problem("a key must be text", "");
            } else if (values.containsKey(scalar.getValue())) {
                key.problem("'" + scalar.getValue() + "' is here twice", "keep one");
            } else {
                keys.put(scalar.getValue(), key);
                values.put(scalar.getValue(), new YamlNode(document, tuple.getValueNode()));
            }
        }
    }

    YamlMap only(Collection<String> allowed) {
        keys.forEach((key, node) -> {
            if (!allowed.contains(key)) {
                node.problem("unknown key '" + key + "'", Nearest.hint(key, allowed));
                Nearest.find(key, allowed).ifPresent(mistyped::add);
            }
        });
        return this;
    }

    /** Its entries, in the order of the file. */
    public Map<String, YamlNode> entries() {
        return values;
    }

    /** The key's own place. */
    public Optional<YamlNode> key(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    /** What {@code key} has; empty when it is not there. */
    public Optional<YamlNode> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Whether it is there under a name that is not quite its own, of which a problem tells. */
    public boolean mistyped(String key) {
        return mistyped.contains(key);
    }

    /** What {@code key} has; a problem with {@code hint} when it is not there. */
    public Optional<YamlNode> required(String key, String hint) {
        Optional<YamlNode> value = get(key);
        if (value.isEmpty() && !mistyped(key)) {
            self.problem("'" + key + "' is missing", hint);
        }
        return value;
    }
}
