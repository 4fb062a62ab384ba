package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Duration;
import java.util.Optional;

/**
 * The engine's restart policy goes first. While it still applies to the death we watch; should it say so but do
 * nothing for {@link #PATIENCE}, we no longer believe it.
 */
public final class EngineRestartsGuard implements Guard {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        ContainerState state = proposal.state();
        if (!proposal.changes() || proposal.death().isEmpty()) {
            return Optional.empty();
        }
        Died died = proposal.death().get();
        boolean backingOff = state != null && state.restarting();
        boolean expected = died.engineRestarts() && proposal.now().isBefore(died.at().plus(PATIENCE));
        if (!backingOff && !expected) {
            return Optional.empty();
        }
        return Optional.of(new Verdict.Defer(
                proposal.now().plus(AGAIN),
                Reason.ENGINE_RESTARTS,
                "the engine's own restart policy still applies (" + died.restartCount() + " restarts so far)"));
    }
}
