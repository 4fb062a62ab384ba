package io.dockmedic.rules.file;

import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.rule.Inhibition;
import io.dockmedic.rules.rule.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is sound, and may yet leave people without a word. */
public final class Untold {
    private Untold() {}

    /**
     * One line for each rule that keeps others from being told of, and tells nobody itself. Nothing of one beside which another of
     * its file tells a person of the same kinds of event: then the two are one thought.
     */
    public static List<String> in(RuleSet set) {
        Set<String> sources = set.rules()
                .stream()
                .flatMap(rule -> rule.inhibitions().stream())
                .map(Inhibition::source)
                .collect(Collectors.toSet());
        return set.rules()
                .stream()
                .filter(rule -> sources.contains(rule.name()) && !tells(rule) && !isToldBeside(set, rule))
                .map(rule -> rule.file() + ": '" + rule.name() + "' inhibits others and tells nobody itself; "
                        + "end its remedy with - action: escalate")
                .toList();
    }

    private static boolean isToldBeside(RuleSet set, Rule rule) {
        return set.rules()
                .stream()
                .anyMatch(other -> other.file().equals(rule.file())
                        && other.trigger().kinds().equals(rule.trigger().kinds()) && tells(other));
    }

    /** What tells is the last step; what only marks something never is. */
    private static boolean tells(Rule rule) {
        List<Step> steps = rule.plan().steps();
        return !steps.isEmpty() && steps.getLast().verify() == null;
    }
}
