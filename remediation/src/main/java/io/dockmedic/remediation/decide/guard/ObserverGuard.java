package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** Two instances on one engine: the second watches, and leaves acts and pages to the first. */
public final class ObserverGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        return proposal.situation().observer()
                ? Optional.of(new Verdict.Suppress(Reason.OBSERVER, "another Dockmedic acts on this engine"))
                : Optional.empty();
    }
}
