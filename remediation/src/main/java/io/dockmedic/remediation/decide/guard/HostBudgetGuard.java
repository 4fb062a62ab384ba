package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** The budget of the host: so many acts in a window that slides. */
public final class HostBudgetGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        return new Allowance(Reason.BUDGET_HOST, "the host")
                .judge(proposal, proposal.policy().host(), proposal.spent().host());
    }
}
