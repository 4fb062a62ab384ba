package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** The budget of the action, whichever rule asks for it and wherever: so many acts in a window that slides. */
public final class ActionBudgetGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        return new Allowance(Reason.BUDGET_ACTION, proposal.action())
                .judge(proposal, proposal.policy().action(), proposal.spent().action());
    }
}
