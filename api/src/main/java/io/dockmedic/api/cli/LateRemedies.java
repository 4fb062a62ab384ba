package io.dockmedic.api.cli;

import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.rule.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Rules that wait for so long that what they would act on is too old by then, so that they never act. */
final class LateRemedies {
    private static final Set<String> AGE = Set.of(Died.KIND, ExternalEvent.Alert.KIND, ExternalEvent.Occurred.KIND);

    private LateRemedies() {}

    /** One line for each. */
    static List<String> in(RuleSet set) {
        Duration limit = Policy.DEFAULT.staleAfter();
        return set.rules()
                .stream()
                .filter(rule -> isLate(rule, limit))
                .map(rule -> RulePlace.of(set, rule) + " fires " + PrometheusDuration.format(rule.operator().delay())
                        + " after the last death or alert that it needs, and one that is older than "
                        + PrometheusDuration.format(limit)
                        + " is told, not acted on; wait for less than " + PrometheusDuration.format(limit)
                        + ", or let its remedy only escalate")
                .toList();
    }

    private static boolean isLate(Rule rule, Duration limit) {
        return rule.operator().delay().compareTo(limit) >= 0 && AGE.containsAll(rule.trigger().kinds())
                && rule.plan().steps().stream().anyMatch(step -> step.verify() != null);
    }
}
