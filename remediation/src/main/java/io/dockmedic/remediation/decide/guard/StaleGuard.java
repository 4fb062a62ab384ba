package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** An old death is told to a person, not acted on: the world has moved on. */
public final class StaleGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        if (!proposal.changes()) {
            return Optional.empty();
        }
        return proposal.death()
                .filter(died -> died.at().plus(proposal.policy().staleAfter()).isBefore(proposal.now()))
                .map(died -> new Verdict.Suppress(Reason.STALE,
                        "it died at " + died.at() + ", too long ago to act on"));
    }
}
