package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Instant;
import java.util.Optional;

/** Just after we saw the engine (again) we do not know enough to act. */
public final class SettlingGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Instant since = proposal.situation().engineSince();
        if (!proposal.changes() || since == null) {
            return Optional.empty();
        }
        Instant until = since.plus(proposal.policy().settle());
        return proposal.now().isBefore(until)
                ? Optional.of(
                        new Verdict.Defer(until, Reason.SETTLING, "the engine has been in sight only since " + since))
                : Optional.empty();
    }
}
