package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.decide.brake.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A maintenance window is open: nothing is changed and nobody is told, until it closes. */
public final class MaintenanceGuard implements Guard {
    /** The clock on the wall may be set meanwhile. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Hold window = proposal.brakes().maintenance();
        if (window == null) {
            return Optional.empty();
        }
        Instant again = proposal.now().plus(AGAIN);
        Instant until = window.until() == null || window.until().isAfter(again) ? again : window.until();
        return Optional.of(new Verdict.Defer(until, Reason.MAINTENANCE, window.why()));
    }
}
