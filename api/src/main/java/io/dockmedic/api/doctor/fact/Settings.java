package io.dockmedic.api.doctor.fact;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.Problem;
import io.dockmedic.api.config.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The configuration, as {@code serve} would find it.
 *
 * @param file      where it is, or would be
 * @param there     whether it is
 * @param problems  why it is refused; empty when it is sound
 * @param secrets   of receivers and the like, that cannot be looked up from here
 * @param config    as it is set; the defaults where it is refused
 * @param silent    why nothing of it is known; empty when it was read
 * @param receivers how many people are called; not known where their secrets cannot be looked up
 */
public record Settings(Path file, boolean there, List<Problem> problems, List<Problem> secrets, String silent,
        Config config, Optional<Integer> receivers) {
    public Settings {
        problems = List.copyOf(problems);
        secrets = List.copyOf(secrets);
    }

    /** It could not be read; all is taken to be at its default. */
    public static Settings silent(Optional<Path> named, Surroundings surroundings, String why) {
        return new Settings(named.orElse(ConfigFile.USUAL), false, List.of(), List.of(), why,
                new ConfigFile(surroundings).defaults(), Optional.empty());
    }

    /** Reads it. Blocks, and at a network file system may for ever. */
    public static Settings read(Optional<Path> named, Surroundings surroundings) {
        Path file = named.orElse(ConfigFile.USUAL);
        boolean there = Files.exists(file);
        ConfigFile reader = new ConfigFile(surroundings);
        return switch (reader.withoutSecrets().read(named)) {
            case ConfigFile.Bad(List<Problem> problems) ->
                new Settings(file, there, problems, List.of(), "", reader.defaults(), Optional.empty());
            case ConfigFile.Good(Config plain) -> switch (reader.read(named)) {
                case ConfigFile.Good(Config whole) ->
                    new Settings(file, there, List.of(), List.of(), "", plain, Optional.of(whole.receivers().size()));
                case ConfigFile.Bad(List<Problem> secrets) ->
                    new Settings(file, there, List.of(), secrets, "", plain, Optional.empty());
            };
        };
    }
}
