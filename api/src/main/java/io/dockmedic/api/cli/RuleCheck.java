package io.dockmedic.api.cli;

import io.dockmedic.api.config.Budget;
import io.dockmedic.api.config.Budgets;
import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.RuleDirectory;
import io.dockmedic.api.config.RuleText;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.file.Untold;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.yaml.RuleProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Checks rule files, any {@code *.yml} that no other check is for, and whole rules directories; beside the shipped rules,
 * so that a name these have already is found.
 */
public final class RuleCheck implements FileCheck {
    private final RuleLoader loader;

    public RuleCheck(RuleLoader loader) {
        this.loader = loader.thorough();
    }

    @Override
    public boolean isFor(Path file) {
        return RuleText.named(file) || Files.isDirectory(file);
    }

    @Override
    public List<String> problems(Path file) {
        return findings(file).problems();
    }

    @Override
    public Findings findings(Path file) {
        if (Files.isDirectory(file)) {
            return findings(new RuleDirectory(file).read(), RuleCheck::byDefault);
        }
        Findings found = findings(Stream.concat(Pack.files().stream(), Stream.of(RuleText.read(file))).toList(),
                RuleCheck::byDefault);
        return found.problems().isEmpty() || !FileKeys.of(file).sayNothing() ? found : explained(file, found);
    }

    /** What there is to say where no configuration is at hand: what holds without one. */
    private static List<String> byDefault(RuleSet set) {
        Policy none = Policy.DEFAULT;
        Budgets budgets = new Budgets(own(none.service()), own(none.rule()), own(none.action()), own(none.host()));
        return Stream
                .of(NotPermitted.in(set, none.permits()), SpentBudgets.in(set, budgets, none.cooldown()),
                        NeverQuiet.of(set))
                .flatMap(List::stream)
                .map(line -> line + " (checked without one: dockmedic check dockmedic.yml goes by what yours says)")
                .toList();
    }

    private static Budget own(io.dockmedic.remediation.decide.brake.Budget budget) {
        return new Budget(budget.acts(), budget.within());
    }

    private static Findings explained(Path file, Findings found) {
        String why = file
                + ": taken for a rule file: none of its keys is a setting, and a configuration is named dockmedic*.yml"
                + " where its keys do not tell it";
        return new Findings(Stream.concat(found.problems().stream(), Stream.of(why)).toList(), found.warnings());
    }

    /** What there is to say of the rules directory that this configuration names; nothing when it does not exist. Blocks. */
    Findings under(Config config) {
        return findings(new RuleDirectory(config.rulesDirectory()).read(),
                set -> Stream.of(UnknownNames.in(set, config).stream(),
                        NeverHeard.in(set, config).stream(),
                        NotPermitted.in(set, config.permits()).stream(),
                        SpentBudgets.in(set, config.budgets(), config.cooldown()).stream(),
                        NeverQuiet.in(set, config).stream())
                        .flatMap(lines -> lines)
                        .toList());
    }

    private Findings findings(List<RuleFile> files, Function<RuleSet, List<String>> more) {
        return switch (loader.load(files)) {
            case Loaded.Sound(RuleSet set) -> new Findings(List.of(),
                    Stream.of(set.warnings().stream().map(RuleProblem::toString).toList(), Untold.in(set),
                            LateRemedies.in(set), FirstUnhealthy.in(set), SameBackups.in(set), more.apply(set))
                            .flatMap(List::stream)
                            .toList());
            case Loaded.Refused(List<RuleProblem> problems) ->
                new Findings(problems.stream().map(RuleProblem::toString).toList(), List.of());
        };
    }
}
