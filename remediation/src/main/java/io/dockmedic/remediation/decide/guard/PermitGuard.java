package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** What takes care is done only where the owner has switched it on. */
public final class PermitGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        // A person is asked about what can destroy, when nothing else stands against it.
        if (proposal.permitted() || proposal.about().kind() == ActionClass.DESTRUCTIVE) {
            return Optional.empty();
        }
        return Optional.of(new Verdict.Suppress(Reason.NOT_SWITCHED_ON,
                "the configuration does not switch it on: actions: {careful: [" + proposal.action() + "]}"));
    }
}
