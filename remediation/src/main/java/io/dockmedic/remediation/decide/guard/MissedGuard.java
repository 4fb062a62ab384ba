package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
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
    private static final String UNHEALTHY = "unhealthy";

    /** A health check that fails now, in the same run, tells nothing new, and is seen all the same. */
    private static boolean holdsStill(Proposal proposal) {
        ContainerState state = proposal.state();
        return proposal.incident().latest() instanceof HealthChanged told && told.status().equals(UNHEALTHY)
                && state != null && state.running() && state.health() != null
                && state.health().status().equals(UNHEALTHY);
    }

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Instant missedAt = proposal.incident().missedAt();
        // A person who has just said yes knows of it.
        return missedAt == null || !proposal.changes() || proposal.approved() || holdsStill(proposal)
                ? Optional.empty()
                : Optional.of(new Verdict.Suppress(Reason.MISSED, "it was due at " + missedAt
                        + ", while Dockmedic did not run, and the fault has not come once more since"));
    }
}
