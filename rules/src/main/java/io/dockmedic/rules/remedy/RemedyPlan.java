package io.dockmedic.rules.remedy;

import java.util.List;
import java.util.function.Predicate;

/**
 * A ladder: steps tried in order, each until its proof holds.
 *
 * @param steps    first to last; empty when the rule only observes
 * @param occasion what it is for is no fault but a time that has come: it goes on firing when all is done
 * @param follows  incidents of other rules may keep it from being acted on
 */
public record RemedyPlan(List<Step> steps, boolean occasion, boolean follows) {
    public static final RemedyPlan NONE = new RemedyPlan(List.of());

    /** For a fault. */
    public RemedyPlan(List<Step> steps) {
        this(steps, false);
    }

    /** For what follows from nothing. */
    public RemedyPlan(List<Step> steps, boolean occasion) {
        this(steps, occasion, false);
    }

    /** The same, for what may follow from something else. */
    public RemedyPlan following() {
        return new RemedyPlan(steps, occasion, true);
    }

    public RemedyPlan {
        steps = List.copyOf(steps);
    }

    /**
     * Whether something is lost for good when its time is over before it was done.
     *
     * @param keeps whether a step keeps something as it is at that time
     */
    public boolean mayBeMissed(Predicate<Step> keeps) {
        return occasion && steps.stream().anyMatch(keeps);
    }
}
