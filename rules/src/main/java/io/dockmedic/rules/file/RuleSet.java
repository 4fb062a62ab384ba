package io.dockmedic.rules.file;

import io.dockmedic.rules.rule.Rule;
import java.util.List;

/**
 * Rules that are all sound, and what they were read from.
 *
 * @param files in the order given
 * @param rules in the order of the files
 */
public record RuleSet(List<RuleFile> files, List<Rule> rules) {
    public RuleSet {
        files = List.copyOf(files);
        rules = List.copyOf(rules);
    }

    /** The same rules without their remedies. */
    public RuleSet observing() {
        return new RuleSet(files, rules.stream().map(Rule::observing).toList());
    }
}
