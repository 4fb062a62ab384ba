package io.dockmedic.api.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Looks up what stands outside the configuration, in files beside it and in the environment. */
final class SecretText {
    private static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_]{0,60}");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_.-]{1,20}|(?=.*/)[A-Za-z0-9_./-]{1,200}");

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
            // What does not look like a name may be the secret itself.
            problems.at(node, "the environment has no "
                    + (NAME.matcher(name).matches() ? name : "variable of the name that stands here"), "");
        }
        return value;
    }

    /** The content of a file, without spaces around it; one that cannot be read is a problem at {@code node}. */
    Optional<String> file(String name, Node node) {
        try {
            return Optional.of(Files.readString(beside.resolve(name)).strip());
        } catch (IOException | InvalidPathException e) {
            // What does not look like a path may be the secret itself.
            problems.at(node,
                    (PATH.matcher(name).matches() ? beside.resolve(name) : "the file of the name that stands here")
                            + " cannot be read: " + e.getClass().getSimpleName(),
                    "");
            return Optional.empty();
        }
    }
}
