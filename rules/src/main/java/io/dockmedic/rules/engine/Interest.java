package io.dockmedic.rules.engine;

import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.rule.Resolve;
import io.dockmedic.rules.rule.Rule;

/**
 * What events of one kind can be for a rule: the same of each, and so not asked of each.
 *
 * @param fault whether the rule's fault is of this kind
 * @param calms whether one that is no fault can be how it is over, or keep it from that
 */
record Interest(boolean fault, boolean calms) {
    static Interest of(Rule rule, String kind) {
        Operator<?> operator = rule.operator();
        return new Interest(
                rule.trigger().kinds().contains(kind),
                operator.alsoOn().contains(kind) || rule.resolve().stream().anyMatch(way -> heeds(way, kind)));
    }

    private static boolean heeds(Resolve way, String kind) {
        return way.trigger().kinds().contains(kind) || way.unless().contains(kind);
    }
}
