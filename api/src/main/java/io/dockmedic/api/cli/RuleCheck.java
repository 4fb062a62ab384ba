package io.dockmedic.api.cli;

import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.yaml.RuleProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks rule files: any {@code *.yml} that no other check is for. */
public final class RuleCheck implements FileCheck {
    private final RuleLoader loader;

    public RuleCheck(RuleLoader loader) {
        this.loader = loader;
    }

    @Override
    public boolean isFor(Path file) {
        return String.valueOf(file.getFileName()).matches(".*\\.ya?ml");
    }

    @Override
    public List<String> problems(Path file) {
        try {
            return switch (loader.load(List.of(new RuleFile(file.toString(), Files.readString(file))))) {
                case Loaded.Sound sound -> List.of();
                case Loaded.Refused(List<RuleProblem> problems) ->
                    problems.stream().map(RuleProblem::toString).toList();
            };
        } catch (IOException e) {
            return List.of(file + ": cannot be read: " + e);
        }
    }
}
