package io.dockmedic.api.cli;

import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code dockmedic serve}, with or without {@code --config FILE}, as a service manager starts it. Understood without
 * picocli: the start-up cache takes none of its 180 classes, and reading and verifying them is a fifth of a start.
 *
 * @param config the configuration; empty for the usual one
 */
public record PlainServe(Optional<Path> config) {
    private static final String SERVE = "serve";
    private static final String CONFIG = "--config";

    /** Empty for anything else, which picocli has to understand. */
    public static Optional<PlainServe> of(String... arguments) {
        List<String> words = List.of(arguments);
        if (words.equals(List.of(SERVE))) {
            return Optional.of(new PlainServe(Optional.empty()));
        }
        if (words.size() == 3 && words.subList(0, 2).equals(List.of(SERVE, CONFIG)) && !words.get(2).startsWith("-")) {
            return Optional.of(new PlainServe(Optional.of(Path.of(words.get(2)))));
        }
        return Optional.empty();
    }

    /** Runs until it is stopped; what is wrong with the configuration goes to standard error. The exit code. */
    public int run(Serve.Service service) {
        try {
            return Serve.run(new ConfigFile(Surroundings.ours()).read(config), service, System.err::println);
        } catch (Exception failure) {
            System.err.println("dockmedic serve: " + failure.getMessage());
            return 1;
        }
    }
}
