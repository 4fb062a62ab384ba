package io.dockmedic.rules.file;

import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.yaml.RuleProblem;
import java.util.List;

/**
 * Rules that are all sound, and what they were read from.
 *
 * @param files    in the order given
 * @param rules    in the order of the files
 * @param warnings what need not be mended, but may be meant otherwise
 */
public record RuleSet(List<RuleFile> files, List<Rule> rules, List<RuleProblem> warnings) {
    public RuleSet {
        files = List.copyOf(files);
        rules = List.copyOf(rules);
        warnings = List.copyOf(warnings);
    }

    /** The same rules without their remedies. */
    public RuleSet observing() {
        return new RuleSet(files, rules.stream().map(Rule::observing).toList(), warnings);
    }
}
