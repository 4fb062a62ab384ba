package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/**
 * What was stopped right before the engine was gone was stopped by somebody, who has the right of way, or by the engine's own end,
 * of which nobody need know: nothing is done to it unless a person says so, and who is to be told is told.
 */
public final class EngineEndGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        return proposal.tells() || proposal.approved()
                ? Optional.empty()
                : proposal.circumstances()
                        .touches()
                        .since(proposal.incident().latest().at())
                        .takeover()
                        .map(stop -> new Verdict.Suppress(Reason.INTENT_UNKNOWN, "it was stopped at " + stop.at()
                                + ", right before the engine was gone: by somebody, or by the engine's own end"));
    }
}
