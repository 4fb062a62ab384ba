package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.decide.Ending;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/**
 * What others tell does not say who ended the container. One that does not run is touched because of it only when it is known
 * that it ended by itself.
 */
public final class AlertGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        ContainerState state = proposal.state();
        if (!proposal.changes() || state == null || state.running()
                || !(proposal.incident().latest() instanceof ExternalEvent)) {
            return Optional.empty();
        }
        Ending ending = proposal.circumstances().ending();
        if (ending == null || !ending.container().equals(state.id())) {
            return Optional.of(unknown());
        }
        if (ending.ours() || ending.intent() == Intent.NOT_ASKED) {
            return Optional.empty();
        }
        return Optional.of(ending.intent() == Intent.ASKED
                ? new Verdict.Suppress(Reason.ASKED, "it does not run because somebody asked for that")
                : unknown());
    }

    private static Verdict unknown() {
        return new Verdict.Suppress(Reason.INTENT_UNKNOWN,
                "it does not run, and it is not known whether somebody stopped it");
    }
}
