package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** {@code dockmedic.protect=true} puts a container beyond every act that changes it. */
public final class ProtectedGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        boolean safe = proposal.label("dockmedic.protect").strip().equalsIgnoreCase("true");
        return proposal.changes() && safe
                ? Optional.of(
                        new Verdict.Suppress(Reason.PROTECTED, "the container has the label dockmedic.protect=true"))
                : Optional.empty();
    }
}
