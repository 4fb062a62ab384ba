package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** What the rule wants to be left out, for it was done often enough lately; or did not help another that the same cause made. */
public final class TriedGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        return proposal.tried().isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict.Suppress(Reason.TRIED, proposal.tried()));
    }
}
