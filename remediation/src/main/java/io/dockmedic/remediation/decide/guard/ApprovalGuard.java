package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/**
 * What can destroy, and what is too doubtful on this container to be done unasked, is done only where a person said yes, now
 * or in advance; the doubtful only now. After all that says whether it would be done otherwise: nobody shall be asked about
 * what would not be done anyway.
 */
public final class ApprovalGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        if (!proposal.doubt().isEmpty() && !proposal.approved()) {
            return Optional.of(new Verdict.Suppress(Reason.NOT_APPROVED, proposal.doubt()));
        }
        if (proposal.permitted() || !proposal.askable()) {
            return Optional.empty();
        }
        return Optional.of(new Verdict.Suppress(Reason.NOT_APPROVED,
                "no approval in the configuration covers " + proposal.action() + " of it, now"));
    }
}
