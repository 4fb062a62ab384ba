package io.dockmedic.remediation.ladder;

import io.dockmedic.remediation.decide.Reason;
import java.util.EnumSet;
import java.util.Set;

/** Which refusals end a remedy and which send it to the next rung, in the end to a person. */
final class AfterSuppress {
    private static final Set<Reason> NEXT_RUNG = EnumSet.of(
            Reason.PROTECTED,
            Reason.NOT_SWITCHED_ON,
            Reason.NOT_APPROVED,
            Reason.AWAITS_APPROVAL,
            Reason.OURSELVES,
            Reason.TAKEN_DOWN,
            Reason.ELSEWHERE,
            Reason.INTENT_UNKNOWN,
            Reason.STALE,
            Reason.LOOP,
            Reason.TRIED,
            Reason.BUDGET_SERVICE,
            Reason.BUDGET_RULE,
            Reason.BUDGET_ACTION,
            Reason.BUDGET_HOST,
            Reason.PAUSED);

    private AfterSuppress() {}

    static boolean climbs(Reason reason) {
        return NEXT_RUNG.contains(reason);
    }
}
