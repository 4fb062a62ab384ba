package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** What takes care is done only where the owner has switched it on. */
public final class PermitGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        // A person is asked when nothing else stands against it.
        if (proposal.permitted() || proposal.askable()) {
            return Optional.empty();
        }
        return Optional.of(new Verdict.Suppress(Reason.NOT_SWITCHED_ON,
                "the configuration does not switch it on: actions: {careful: [" + proposal.action() + "]}, or {ask: ["
                        + proposal.action() + "]} to be asked"));
    }
}
