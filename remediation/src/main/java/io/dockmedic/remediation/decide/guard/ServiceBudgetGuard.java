package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** The budget of the service, its group's where that has one: so many acts in a window that slides. */
public final class ServiceBudgetGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        return new Allowance(Reason.BUDGET_SERVICE, "the service")
                .judge(proposal, proposal.policy().budget(proposal.container()), proposal.spent().service());
    }
}
