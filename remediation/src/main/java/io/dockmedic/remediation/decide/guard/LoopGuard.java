package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** A loop is not cured by restarting it, whichever incident asks. */
public final class LoopGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        if (!proposal.bringsUp()) {
            return Optional.empty();
        }
        return proposal.circumstances()
                .loops()
                .stream()
                .findFirst()
                .map(loop -> new Verdict.Suppress(Reason.LOOP,
                        "incident " + loop.incident() + " says it is in a crash loop, which a restart does not end"));
    }
}
