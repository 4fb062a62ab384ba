package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.rules.incident.Incident;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Just after we saw the engine (again) we do not know enough to act. Nor what something follows from that may follow from
 * something else: so nobody is told of that yet either.
 */
public final class SettlingGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Instant since = proposal.situation().engineSince();
        if (proposal.changes()) {
            return since == null
                    ? Optional.empty()
                    : until(since, proposal, "the engine has been in sight only since " + since);
        }
        if (!proposal.source().possible()) {
            return Optional.empty();
        }
        Incident incident = proposal.incident();
        Instant fired = Objects.requireNonNullElse(incident.firedAt(), incident.activeAt());
        // An engine that does not come into sight may be the very thing to be told of.
        return until(since == null ? fired : since, proposal, "it may follow from what is not known yet");
    }

    private static Optional<Verdict> until(Instant since, Proposal proposal, String why) {
        Instant until = since.plus(proposal.policy().settle());
        return proposal.now().isBefore(until)
                ? Optional.of(new Verdict.Defer(until, Reason.SETTLING, why))
                : Optional.empty();
    }
}
