package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Instant;
import java.util.Optional;

/** The container runs again since the death, or is healthy again: nothing is left to do. */
public final class OverGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        ContainerState state = proposal.state();
        if (!proposal.changes() || state == null || !state.running() || state.restarting()) {
            return Optional.empty();
        }
        Instant started = state.startedAt();
        Optional<Died> death = proposal.death();
        if (death.isPresent() && started != null && started.isAfter(death.get().at())) {
            return Optional.of(new Verdict.Suppress(Reason.OVER, "it runs again since " + started));
        }
        boolean wasUnhealthy = proposal.incident().latest() instanceof HealthChanged health
                && health.status().equals("unhealthy");
        if (wasUnhealthy && state.health() != null && state.health().status().equals("healthy")) {
            return Optional.of(new Verdict.Suppress(Reason.OVER, "it is healthy again"));
        }
        return Optional.empty();
    }
}
