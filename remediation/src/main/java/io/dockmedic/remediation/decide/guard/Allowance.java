package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.brake.Budget;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the four budgets have in common. */
record Allowance(Reason reason, String whose) {
    Optional<Verdict> judge(Proposal proposal, Budget budget, List<Instant> acts) {
        if (!proposal.changes()) {
            return Optional.empty();
        }
        Instant from = proposal.now().minus(budget.within());
        long spent = acts.stream().filter(at -> at.isAfter(from)).count();
        return spent < budget.acts()
                ? Optional.empty()
                : Optional.of(new Verdict.Suppress(
                        reason,
                        whose + "'s budget is spent: " + spent + " acts in the last " + budget.within().toMinutes()
                                + " min"));
    }
}
