package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Instant;
import java.util.Optional;

/** So long between two acts on one service, whichever incidents they are for. */
public final class CooldownGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        if (!proposal.changes()) {
            return Optional.empty();
        }
        return proposal.spent()
                .service()
                .stream()
                .max(Instant::compareTo)
                .filter(last -> proposal.now().isBefore(last.plus(proposal.policy().cooldown())))
                .map(last -> new Verdict.Defer(last.plus(proposal.policy().cooldown()), Reason.COOLDOWN,
                        "the last act on it was at " + last));
    }
}
