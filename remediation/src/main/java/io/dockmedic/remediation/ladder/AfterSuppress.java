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
            Reason.ABSENT,
            Reason.TAKEN_DOWN,
            Reason.ELSEWHERE,
            Reason.INTENT_UNKNOWN,
            Reason.STALE,
            Reason.MISSED,
            Reason.LOOP,
            Reason.DRIVER_MISMATCH,
            Reason.MOUNT_CHANGED,
            Reason.PERSON_INSIDE,
            Reason.TRIED,
            Reason.NO_BACKUP,
            Reason.NOT_QUIET,
            Reason.BUDGET_SERVICE,
            Reason.BUDGET_RULE,
            Reason.BUDGET_ACTION,
            Reason.BUDGET_HOST,
            Reason.PAUSED);

    /**
     * Who wants something done at its time, and names whom to, is not to learn by chance that it never is. Of a fault it is the service's
     * owner who says who hears of it.
     */
    private static final Set<Reason> NEXT_RUNG_ON_A_SCHEDULE = EnumSet.of(
            Reason.NO_CONSENT,
            Reason.CONSENT_LIMITED,
            Reason.ORCHESTRATED,
            Reason.YIELDED,
            Reason.STORM);

    private AfterSuppress() {}

    /** @param occasion it is for no fault, but because it is time */
    static boolean climbs(Reason reason, boolean occasion) {
        return NEXT_RUNG.contains(reason) || (occasion && NEXT_RUNG_ON_A_SCHEDULE.contains(reason));
    }
}
