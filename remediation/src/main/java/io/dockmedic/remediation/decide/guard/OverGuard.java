package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.decide.Ending;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** The container runs again since the death, is not unhealthy any more, or runs well: nothing is left to do. */
public final class OverGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        ContainerState state = proposal.state();
        if (!proposal.changes() || state == null) {
            return Optional.empty();
        }
        boolean runs = state.running() && !state.restarting();
        // A run that has ended does not run: whatever runs now was started since. No clocks are compared.
        if (proposal.bringsUp() && proposal.death().isPresent() && runs) {
            return over("it runs again since " + state.startedAt());
        }
        if (proposal.about().aim() == Aim.REPLACE && state.runsWell(proposal.wall())) {
            return over(
                    "it runs well, since " + state.startedAt() + ": there is nothing to put another in its place for");
        }
        boolean wasUnhealthy = proposal.incident().latest() instanceof HealthChanged health
                && health.status().equals("unhealthy");
        if (!wasUnhealthy) {
            return Optional.empty();
        }
        if (runs && state.health() != null && !state.health().status().equals("unhealthy")) {
            return over("its health check says " + state.health().status());
        }
        return proposal.bringsUp() && !state.running() && endedWithoutUs(proposal)
                ? over("it does not run any more, which is another fault than being unhealthy")
                : Optional.empty();
    }

    /** A restart of ours that the engine left half done is ours to finish. */
    private static boolean endedWithoutUs(Proposal proposal) {
        Ending ending = proposal.circumstances().ending();
        return ending != null && !ending.ours() && ending.at().isAfter(proposal.incident().latest().at());
    }

    private static Optional<Verdict> over(String why) {
        return Optional.of(new Verdict.Suppress(Reason.OVER, why));
    }
}
