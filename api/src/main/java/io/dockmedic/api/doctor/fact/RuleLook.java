package io.dockmedic.api.doctor.fact;

import io.dockmedic.api.config.RuleDirectory;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.yaml.RuleProblem;
import java.nio.file.Path;
import java.util.List;

/**
 * Rules, as {@code serve} would load them.
 *
 * @param shipped  how many ship with Dockmedic
 * @param own      how many the owner wrote
 * @param problems why they are refused, all of them; empty when they are sound
 */
public record RuleLook(int shipped, int own, List<String> problems) {
    /** What the names of shipped files begin with. */
    private static final String SHIPPED = "pack/";

    public RuleLook {
        problems = List.copyOf(problems);
    }

    /** Loads those of a directory, which need not exist, with the shipped ones. Blocks. */
    public static RuleLook of(Path directory, RuleLoader loader) {
        return switch (loader.load(new RuleDirectory(directory).read())) {
            case Loaded.Sound(RuleSet set) -> {
                int shipped = (int) set.rules().stream().filter(rule -> rule.file().startsWith(SHIPPED)).count();
                yield new RuleLook(shipped, set.rules().size() - shipped, List.of());
            }
            case Loaded.Refused(List<RuleProblem> problems) ->
                new RuleLook(0, 0, problems.stream().map(RuleProblem::toString).toList());
        };
    }
}
