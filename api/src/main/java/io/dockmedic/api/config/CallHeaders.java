package io.dockmedic.api.config;

import io.dockmedic.remediation.action.http.HttpCall;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the headers of a call, those that are secrets from where the file says these are. */
final class CallHeaders {
    static final Setting<String> TEXTS = mapping("headers");
    static final Setting<String> FILES = mapping("headers_file");
    static final Setting<String> VARIABLES = mapping("headers_env");

    /** Those of which the values stand elsewhere. */
    static final List<Setting<String>> OUTSIDE = List.of(FILES, VARIABLES);

    private static final String NAMES = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}";
    private static final Pattern NAME = Pattern.compile(NAMES);
    /** What a header can be everywhere, in one line. */
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]*[\\x21-\\x7e])?");
    /** Names of which the value is a secret wherever it stands. */
    private static final Pattern SENSITIVE = Pattern.compile("(?i)auth|cookie|token|key|secret|password");
    private static final Set<String> NOT_YOURS = Set.of("host", "user-agent", "idempotency-key", "content-length",
            "transfer-encoding", "connection", "keep-alive", "upgrade", "expect", "te", "trailer");

    private final boolean secrets;
    private final SecretText outside;
    private final Problems problems;

    /** @param secrets whether values outside the file are looked up; headers with such a one are left out if not */
    CallHeaders(boolean secrets, SecretText outside, Problems problems) {
        this.secrets = secrets;
        this.outside = outside;
        this.problems = problems;
    }

    private static Setting<String> mapping(String key) {
        return Setting.parts(key, "{}", "a mapping of headers", Form.mapping(NAMES, Form.TEXT), "");
    }

    /**
     * By name.
     *
     * @param hidden where the values go that are secrets
     */
    Map<String, String> read(Section section, Set<String> hidden) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Setting<String> setting : List.of(TEXTS, FILES, VARIABLES)) {
            section.node(setting.key()).ifPresent(node -> read(setting, node, headers, hidden));
        }
        return headers;
    }

    private void read(Setting<String> setting, Node node, Map<String, String> headers, Set<String> hidden) {
        if (!(node instanceof MappingNode mapping)) {
            problems.at(node, setting.key() + " must be a mapping of headers",
                    setting.key() + ": {Authorization: …}");
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)
                    || !(entry.getValueNode() instanceof ScalarNode value)) {
                problems.at(entry.getKeyNode(), setting.key() + ": a header has one name and one value", "");
            } else if (named(setting, name, headers)) {
                value(setting, value).ifPresent(found -> {
                    headers.put(name.getValue(), checked(setting, name, found));
                    if (!setting.equals(TEXTS) || SENSITIVE.matcher(name.getValue()).find()) {
                        hidden.add(found);
                    }
                });
            }
        }
    }

    private boolean named(Setting<String> setting, ScalarNode node, Map<String, String> headers) {
        String name = node.getValue();
        if (!NAME.matcher(name).matches()) {
            // Where a space is missing the value is part of it.
            problems.at(node, setting.key() + ": \"" + name.split(":", -1)[0] + "\" is no name of a header",
                    setting.key() + ": {Authorization: …}");
        } else if (name.equalsIgnoreCase(HttpCall.CONTENT_TYPE)) {
            problems.at(node, setting.key() + ": " + name + " has a setting of its own", "content_type: text/plain");
        } else if (NOT_YOURS.contains(name.toLowerCase(Locale.ROOT))) {
            problems.at(node, setting.key() + ": " + name + " is set by Dockmedic", "");
        } else if (headers.containsKey(name)) {
            problems.at(node, setting.key() + ": " + name + " is set twice", "");
        } else {
            return true;
        }
        return false;
    }

    private Optional<String> value(Setting<String> setting, ScalarNode value) {
        if (setting.equals(TEXTS)) {
            return Optional.of(value.getValue());
        }
        if (!secrets) {
            return Optional.empty();
        }
        return setting.equals(FILES)
                ? outside.file(value.getValue(), value)
                : outside.variable(value.getValue(), value);
    }

    /** What it is may be a secret, so it is not shown. */
    private String checked(Setting<String> setting, ScalarNode name, String value) {
        if (!VALUE.matcher(value).matches()) {
            problems.at(name, setting.key() + ": what " + name.getValue() + " is must be one line of ASCII", "");
        }
        return value;
    }
}
