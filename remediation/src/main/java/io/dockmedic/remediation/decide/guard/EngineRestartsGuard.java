package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.engine.client.ContainerState;
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
        if (!proposal.bringsUp()) {
            return Optional.empty();
        }
        boolean backingOff = state != null && state.restarting();
        boolean expected = proposal.death()
                .filter(died -> died.engineRestarts() && proposal.now().isBefore(died.at().plus(PATIENCE)))
                .isPresent();
        return backingOff || expected
                ? Optional.of(new Verdict.Defer(
                        proposal.now().plus(AGAIN),
                        Reason.ENGINE_RESTARTS,
                        "the engine's own restart policy still applies"))
                : Optional.empty();
    }
}
