package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Duration;
import java.util.Optional;

/** Two instances on one engine: the second watches, and leaves acts and pages to the first. */
public final class ObserverGuard implements Guard {
    /** Should the first one end, its faults are ours. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        return proposal.situation().observer()
                ? Optional.of(new Verdict.Defer(
                        proposal.now().plus(AGAIN), Reason.OBSERVER, "another Dockmedic acts on this engine"))
                : Optional.empty();
    }
}
