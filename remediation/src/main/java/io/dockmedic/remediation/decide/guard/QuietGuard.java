package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.decide.brake.Unquiet;
import java.time.Instant;
import java.util.Optional;

/** What the rule wants to be done in a quiet time of the service. Who says yes to it now says that now is one. */
public final class QuietGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Unquiet unquiet = proposal.unquiet();
        if (unquiet.why().isEmpty() || proposal.approved()) {
            return Optional.empty();
        }
        Instant again = unquiet.again();
        return Optional.of(again == null
                ? new Verdict.Suppress(Reason.NOT_QUIET, unquiet.why())
                : new Verdict.Defer(again, Reason.NOT_QUIET, unquiet.why()));
    }
}
