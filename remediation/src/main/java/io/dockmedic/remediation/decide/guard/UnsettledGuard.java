package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Duration;
import java.util.Optional;

/** One act at a time on a service, and none before the last one's outcome is known. */
public final class UnsettledGuard implements Guard {
    private static final Duration AGAIN = Duration.ofSeconds(5);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        String unsettled = proposal.circumstances().unsettled();
        if (!proposal.changes() || unsettled.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Verdict.Defer(proposal.now().plus(AGAIN), Reason.UNSETTLED, unsettled));
    }
}
