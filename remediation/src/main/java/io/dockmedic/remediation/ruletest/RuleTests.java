package io.dockmedic.remediation.ruletest;

import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.rules.rule.Rule;
import java.util.List;

/**
 * The tests of a file.
 *
 * @param rules all that run
 * @param heal  whose containers may be healed, for verdicts
 * @param tests in the order of the file
 */
public record RuleTests(List<Rule> rules, HealMode heal, List<RuleTest> tests) {
    public RuleTests {
        rules = List.copyOf(rules);
        tests = List.copyOf(tests);
    }
}
