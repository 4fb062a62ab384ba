package io.dockmedic.api.cli;

import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.Problem;
import io.dockmedic.api.config.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Checks {@code dockmedic.yml}, by that name or one that begins so: {@code dockmedic-host1.yml}. The secrets of receivers
 * are not looked up: whoever checks may not be let at them.
 */
public final class ConfigCheck implements FileCheck {
    private final Surroundings surroundings;

    public ConfigCheck(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public boolean isFor(Path file) {
        return String.valueOf(file.getFileName()).matches("dockmedic.*\\.ya?ml");
    }

    @Override
    public List<String> problems(Path file) {
        return switch (new ConfigFile(surroundings).withoutSecrets().read(Optional.of(file))) {
            case ConfigFile.Good good -> List.of();
            case ConfigFile.Bad bad -> bad.problems().stream().map(Problem::toString).toList();
        };
    }
}
