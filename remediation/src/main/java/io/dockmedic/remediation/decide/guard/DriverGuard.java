package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/**
 * Where the library and the loaded driver are of different versions, no program that starts now gets a GPU: what asks for one is not
 * started, restarted or replaced. A backup that would stop it for a while asks for itself.
 */
public final class DriverGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        ContainerState state = proposal.state();
        String mismatch = proposal.situation().driverMismatch();
        boolean starts = proposal.bringsUp() || proposal.about().aim() == Aim.REPLACE;
        if (!starts || mismatch.isEmpty() || state == null || !state.gpus().asksNvidia()) {
            return Optional.empty();
        }
        return Optional.of(new Verdict.Suppress(Reason.DRIVER_MISMATCH, "it asks for " + state.gpus().words()
                + ", and no program that starts now gets a GPU: " + mismatch));
    }
}
