package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * What was due while Dockmedic did not run is told to a person, not acted on: that nothing came by then is known only of the time in
 * which somebody looked.
 */
public final class MissedGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Instant missedAt = proposal.incident().missedAt();
        // A person who has just said yes knows of it.
        return missedAt == null || !proposal.changes() || proposal.approved()
                ? Optional.empty()
                : Optional.of(new Verdict.Suppress(Reason.MISSED, "it was due at " + missedAt
                        + ", while Dockmedic did not run, and the fault has not come once more since"));
    }
}
