package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** What is more than safe is done only where the owner has switched it on, or approved it in advance. */
public final class PermitGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        if (proposal.permitted()) {
            return Optional.empty();
        }
        String name = proposal.action();
        return Optional.of(switch (proposal.about().kind()) {
            case SAFE, CAREFUL -> new Verdict.Suppress(Reason.NOT_SWITCHED_ON,
                    "the configuration does not switch it on: actions: {careful: [" + name + "]}");
            case DESTRUCTIVE -> new Verdict.Suppress(Reason.NOT_APPROVED,
                    "no approval in the configuration covers " + name + " of it, now");
        });
    }
}
