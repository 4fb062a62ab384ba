package io.dockmedic.rules.remedy;

import java.util.List;

/**
 * A ladder: steps tried in order, each until its proof holds.
 *
 * @param steps    first to last; empty when the rule only observes
 * @param occasion what it is for is no fault but a time that has come: it goes on firing when all is done
 */
public record RemedyPlan(List<Step> steps, boolean occasion) {
    public static final RemedyPlan NONE = new RemedyPlan(List.of());

    /** For a fault. */
    public RemedyPlan(List<Step> steps) {
        this(steps, false);
    }

    public RemedyPlan {
        steps = List.copyOf(steps);
    }
}
