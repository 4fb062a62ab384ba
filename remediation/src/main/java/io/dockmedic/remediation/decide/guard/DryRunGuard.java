package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** Dry-run, by the configuration or set at run time: everything is decided and said, nothing is done. */
public final class DryRunGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        return proposal.policy().dryRun() || proposal.brakes().dryRun() != null
                ? Optional.of(new Verdict.Suppress(Reason.DRY_RUN,
                        proposal.action() + " would have been done: " + proposal.about().dryRun()))
                : Optional.empty();
    }
}
