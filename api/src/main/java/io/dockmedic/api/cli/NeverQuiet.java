package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.rules.file.RuleSet;
import java.util.List;

/** Steps of the owner's own rules that are for a quiet time, where the configuration names none: sound, and never done. */
final class NeverQuiet {
    private NeverQuiet() {}

    /** One line for each such rule. */
    static List<String> in(RuleSet set, Config config) {
        return config.quiet().isEmpty() ? of(set) : List.of();
    }

    /** As without a configuration. */
    static List<String> of(RuleSet set) {
        return RulePlace.own(set)
                .filter(rule -> rule.plan().steps().stream().anyMatch(step -> step.quiet() != null))
                .map(rule -> RulePlace.of(set, rule)
                        + " has a step for a quiet time, and the configuration names none, so the step is skipped; write"
                        + " quiet: [{name: …, from: …, to: …, services: […]}]")
                .toList();
    }
}
