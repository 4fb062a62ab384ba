package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.rules.incident.Inhibited;
import java.time.Duration;
import java.util.Optional;

/**
 * It follows from another incident: nothing is changed and nobody is told while that one fires. A person who has just said
 * yes knows what else is wrong.
 */
public final class InhibitedGuard implements Guard {
    /** It is asked again as soon as the other one is over; this is for the case that we do not hear of that. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Inhibited by = proposal.incident().inhibitedBy();
        return by == null || proposal.approved()
                ? Optional.empty()
                : Optional.of(new Verdict.Defer(proposal.now().plus(AGAIN), Reason.INHIBITED,
                        "incident " + by.incident() + " of " + by.rule() + " fires"));
    }
}
