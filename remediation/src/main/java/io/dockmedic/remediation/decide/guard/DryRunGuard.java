package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** Dry-run: everything is decided and said, nothing is done. */
public final class DryRunGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        return proposal.policy().dryRun()
                ? Optional.of(new Verdict.Suppress(Reason.DRY_RUN, proposal.action() + " would have been done"))
                : Optional.empty();
    }
}
