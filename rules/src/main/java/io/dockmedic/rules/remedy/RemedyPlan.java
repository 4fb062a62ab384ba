package io.dockmedic.rules.remedy;

import java.util.List;

/**
 * A ladder: steps tried in order, each until its proof holds.
 *
 * @param steps first to last; empty when the rule only observes
 */
public record RemedyPlan(List<Step> steps) {
    public static final RemedyPlan NONE = new RemedyPlan(List.of());

    public RemedyPlan {
        steps = List.copyOf(steps);
    }
}
