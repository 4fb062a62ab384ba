package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.rules.incident.Inhibited;
import java.time.Duration;
import java.util.Optional;

/**
 * It follows from another incident: nothing is changed while that one fires, and nobody is told, unless nobody hears of the
 * other one either, or it goes on for long. A person who has just said yes knows what else is wrong.
 */
public final class InhibitedGuard implements Guard {
    /** It is asked again as soon as the other one is over; this is for whether anybody hears of that one. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Inhibited by = proposal.incident().inhibitedBy();
        boolean told = !proposal.changes() && proposal.source().leavesUntold(proposal.now());
        return by == null || proposal.approved() || told
                ? Optional.empty()
                : Optional.of(new Verdict.Defer(proposal.now().plus(AGAIN), Reason.INHIBITED,
                        "incident " + by.incident() + " of " + by.rule() + " fires"));
    }
}
