package io.dockmedic.api.cli;

import io.dockmedic.api.config.RuleDirectory;
import io.dockmedic.api.config.RuleText;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.yaml.RuleProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks rule files, any {@code *.yml} that no other check is for, and whole rules directories; beside the shipped rules,
 * so that a name these have already is found.
 */
public final class RuleCheck implements FileCheck {
    private final RuleLoader loader;

    public RuleCheck(RuleLoader loader) {
        this.loader = loader;
    }

    @Override
    public boolean isFor(Path file) {
        return RuleText.named(file) || Files.isDirectory(file);
    }

    @Override
    public List<String> problems(Path file) {
        return problems(files(file));
    }

    @Override
    public List<String> warnings(Path file) {
        return switch (loader.load(files(file))) {
            case Loaded.Sound(RuleSet set) -> set.warnings().stream().map(RuleProblem::toString).toList();
            case Loaded.Refused refused -> List.of();
        };
    }

    private static List<RuleFile> files(Path file) {
        return Files.isDirectory(file)
                ? new RuleDirectory(file).read()
                : Stream.concat(Pack.files().stream(), Stream.of(RuleText.read(file))).toList();
    }

    /** What is wrong in a rules directory; nothing when it does not exist. Blocks. */
    List<String> directory(Path directory) {
        return problems(new RuleDirectory(directory).read());
    }

    private List<String> problems(List<RuleFile> files) {
        return switch (loader.load(files)) {
            case Loaded.Sound sound -> List.of();
            case Loaded.Refused(List<RuleProblem> problems) -> problems.stream().map(RuleProblem::toString).toList();
        };
    }
}
