package io.dockmedic.api.config;

import io.dockmedic.collectors.base.signature.SigningSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the secrets with which what we send is signed, a line each, from where the file says they are. */
final class Signings {
    private final boolean secrets;
    private final SecretText outside;
    private final Problems problems;

    /** @param secrets whether they are looked up; nothing is signed if not */
    Signings(boolean secrets, SecretText outside, Problems problems) {
        this.secrets = secrets;
        this.outside = outside;
        this.problems = problems;
    }

    /** Empty where neither is set. */
    List<SigningSecret> read(Section section, Setting<String> inFile, Setting<String> inVariable) {
        Optional<Node> file = section.node(inFile.key());
        Optional<Node> variable = section.node(inVariable.key());
        if (file.isPresent() && variable.isPresent()) {
            problems.at(variable.get(), "only one of " + inFile.key() + " and " + inVariable.key() + " can be set", "");
            return List.of();
        }
        Optional<Node> node = file.or(() -> variable);
        String named = section.get(file.isPresent() ? inFile : inVariable);
        if (node.isEmpty() || !secrets) {
            return List.of();
        }
        Optional<String> text = file.isPresent()
                ? outside.file(named, node.get())
                : outside.variable(named, node.get());
        return text.map(lines -> parsed(lines, node.get(), file.isPresent() ? inFile : inVariable)).orElse(List.of());
    }

    private List<SigningSecret> parsed(String text, Node node, Setting<String> setting) {
        List<SigningSecret> all = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Optional<SigningSecret> secret = SigningSecret.parse(line.strip());
            // What stands there may be a secret all the same, so it is not shown.
            if (secret.isEmpty() && !line.isBlank()) {
                problems.at(node, setting.key() + " holds what is no secret", SigningSecret.HINT);
                return List.of();
            }
            secret.ifPresent(all::add);
        }
        if (all.isEmpty()) {
            problems.at(node, setting.key() + " holds no secret", SigningSecret.HINT);
        }
        return all;
    }
}
