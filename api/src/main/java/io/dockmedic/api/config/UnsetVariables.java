package io.dockmedic.api.config;

import io.dockmedic.collectors.base.yaml.Escapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Which environment variables a configuration wants that are not there: {@code serve} refuses to start without them. */
public final class UnsetVariables {
    private static final Set<String> KEYS = Set.of("url_env", "signing_env", "password_env", "headers_env");
    private static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_]{0,60}");

    private UnsetVariables() {}

    /** One line for each; none of what does not look like a name, which may be the secret itself. Blocks. */
    public static List<String> in(Path file, Map<String, String> environment) {
        try {
            String text = Files.readString(file);
            Optional<Node> root = Escapes.checked(text,
                    () -> new Compose(LoadSettings.builder().build()).composeString(text));
            return root.stream()
                    .flatMap(UnsetVariables::named)
                    .filter(name -> NAME.matcher(name.getValue()).matches()
                            && !environment.containsKey(name.getValue()))
                    .map(name -> line(file, name))
                    .toList();
        } catch (IOException | YamlEngineException e) {
            // That it cannot be read is said by who reads it as a whole.
            return List.of();
        }
    }

    private static String line(Path file, ScalarNode name) {
        String place = name.getStartMark()
                .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse("");
        return file + place + ": the environment has no " + name.getValue()
                + " here, and where serve has none either it does not start; export it there first";
    }

    private static Stream<ScalarNode> named(Node node) {
        return switch (node) {
            case SequenceNode list -> list.getValue().stream().flatMap(UnsetVariables::named);
            case MappingNode map -> map.getValue()
                    .stream()
                    .flatMap(entry -> isVariable(entry) ? values(entry.getValueNode()) : named(entry.getValueNode()));
            default -> Stream.empty();
        };
    }

    private static boolean isVariable(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode key && KEYS.contains(key.getValue());
    }

    /** Of a variable, or of several by the name of what they are for. */
    private static Stream<ScalarNode> values(Node node) {
        return switch (node) {
            case ScalarNode name -> Stream.of(name);
            case MappingNode map ->
                map.getValue().stream().map(NodeTuple::getValueNode).flatMap(UnsetVariables::values);
            default -> Stream.empty();
        };
    }
}
