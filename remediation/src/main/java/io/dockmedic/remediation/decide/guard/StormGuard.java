package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.collectors.event.ContainerEvent.StartFailed;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.decide.brake.Hold;
import io.dockmedic.remediation.decide.storm.KnownCause;
import java.time.Duration;
import java.util.Optional;

/**
 * Too much is wrong at once: nothing is changed, and people are told of it as one, not of each service. What is not
 * about a service that is down or unhealthy is told as ever. What is about the host is only put off: it is still so when the
 * storm is over. A container that lost its GPU is healed all the same: its cause is known, makes no storm by itself but what follows from
 * it may, and goes away by being healed, one after the other; when that did not help one, no more.
 */
public final class StormGuard implements Guard {
    private static final Duration AGAIN = Duration.ofMinutes(1);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Hold storm = proposal.brakes().storm();
        boolean trouble = proposal.incident().latest() instanceof Died
                || proposal.incident().latest() instanceof HealthChanged
                || proposal.incident().latest() instanceof StartFailed;
        boolean known = !KnownCause.of(proposal.incident()).isEmpty() && proposal.tried().isEmpty();
        if (storm == null || known || (!proposal.changes() && !trouble)) {
            return Optional.empty();
        }
        return Optional.of(proposal.container() == null
                ? new Verdict.Defer(proposal.now().plus(AGAIN), Reason.STORM, storm.why())
                : new Verdict.Suppress(Reason.STORM, storm.why()));
    }
}
