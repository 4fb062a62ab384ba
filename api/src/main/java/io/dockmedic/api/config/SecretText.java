package io.dockmedic.api.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Looks up what stands outside the configuration, in files beside it and in the environment. */
final class SecretText {
    private final Path beside;
    private final Surroundings surroundings;
    private final Problems problems;

    SecretText(Path beside, Surroundings surroundings, Problems problems) {
        this.beside = beside;
        this.surroundings = surroundings;
        this.problems = problems;
    }

    /** The value of a variable, without spaces around it; none is a problem at {@code node}. */
    Optional<String> variable(String name, Node node) {
        Optional<String> value = Optional.ofNullable(surroundings.environment().get(name)).map(String::strip);
        if (value.isEmpty()) {
            problems.at(node, "the environment has no " + name, "");
        }
        return value;
    }

    /** The content of a file, without spaces around it; one that cannot be read is a problem at {@code node}. */
    Optional<String> file(String name, Node node) {
        Path file = beside.resolve(name);
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            problems.at(node, file + " cannot be read: " + e.getClass().getSimpleName(), "");
            return Optional.empty();
        }
    }
}
