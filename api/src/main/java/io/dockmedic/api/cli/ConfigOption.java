package io.dockmedic.api.cli;

import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.Surroundings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option every command has that needs the configuration. */
final class ConfigOption {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration; without it /etc/dockmedic/dockmedic.yml, or the defaults where there is none.")
    @Nullable
    Path file;

    ConfigFile.Outcome read() {
        return new ConfigFile(Surroundings.ours()).read(Optional.ofNullable(file));
    }

    /** For commands that call no receiver. */
    ConfigFile.Outcome readWithoutSecrets() {
        return new ConfigFile(Surroundings.ours()).withoutSecrets().read(Optional.ofNullable(file));
    }
}
