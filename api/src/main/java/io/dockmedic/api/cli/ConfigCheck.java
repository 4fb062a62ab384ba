package io.dockmedic.api.cli;

import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.Problem;
import io.dockmedic.api.config.Surroundings;
import io.dockmedic.api.config.UnsetVariables;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks {@code dockmedic.yml}, by that name or one that begins so, {@code dockmedic-host1.yml}, or by its keys. The secrets of
 * receivers are not looked up: whoever checks may not be let at them. When it is sound, its rules directory is checked too.
 */
public final class ConfigCheck implements FileCheck {
    private final Surroundings surroundings;
    private final RuleCheck rules;

    public ConfigCheck(Surroundings surroundings, RuleCheck rules) {
        this.surroundings = surroundings;
        this.rules = rules;
    }

    @Override
    public boolean isFor(Path file) {
        FileKeys keys = FileKeys.of(file);
        return named(file) ? !keys.areOfRules() : keys.setting().isPresent();
    }

    private static boolean named(Path file) {
        return String.valueOf(file.getFileName()).matches("dockmedic.*\\.ya?ml");
    }

    /** Why a file of another name is one. */
    private static Stream<String> because(Path file) {
        return Stream.of(file)
                .filter(one -> !named(one))
                .flatMap(one -> FileKeys.of(one).setting().stream())
                .map(key -> "taken for a configuration, not for rules: '" + key + "' is a setting");
    }

    @Override
    public List<String> problems(Path file) {
        return findings(file).problems();
    }

    @Override
    public Findings findings(Path file) {
        return switch (new ConfigFile(surroundings).withoutSecrets().read(Optional.of(file))) {
            case ConfigFile.Good good -> {
                Findings under = rules.under(good.config());
                yield new Findings(under.problems(),
                        Stream.of(UnsetVariables.in(file, surroundings.environment()),
                                IdleBudgets.in(file, good.config().budgets(), good.config().cooldown()),
                                under.warnings()).flatMap(List::stream).toList(),
                        Stream.concat(because(file), good.config().roster().lines().stream()).toList());
            }
            case ConfigFile.Bad bad -> new Findings(
                    Stream.concat(bad.problems().stream().map(Problem::toString),
                            because(file).map(why -> file + ": " + why)).toList(),
                    List.of());
        };
    }
}
