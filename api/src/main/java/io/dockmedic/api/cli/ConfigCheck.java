package io.dockmedic.api.cli;

import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.Problem;
import io.dockmedic.api.config.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Checks {@code dockmedic.yml}, by that name or one that begins so: {@code dockmedic-host1.yml}. The secrets of receivers
 * are not looked up: whoever checks may not be let at them. When it is sound, its rules directory is checked too.
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
        return String.valueOf(file.getFileName()).matches("dockmedic.*\\.ya?ml");
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
                yield new Findings(under.problems(), under.warnings(), good.config().roster().lines());
            }
            case ConfigFile.Bad bad -> new Findings(bad.problems().stream().map(Problem::toString).toList(), List.of());
        };
    }
}
