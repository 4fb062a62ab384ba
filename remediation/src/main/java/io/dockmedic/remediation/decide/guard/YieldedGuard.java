package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Instant;
import java.util.Optional;

/** A person or deployer who acts on the service after the fault has the right of way. */
public final class YieldedGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Optional<Touch> takeover = proposal.circumstances()
                .touches()
                .since(proposal.incident().latest().at())
                .takeover();
        if (takeover.isEmpty()) {
            return Optional.empty();
        }
        Touch touch = takeover.get();
        Instant sure = touch.at().plus(Touches.GRACE);
        if (proposal.now().isBefore(sure)) {
            return Optional.of(new Verdict.Defer(
                    sure, Reason.YIELDED, "somebody did " + touch.action() + "; more may follow"));
        }
        return Optional.of(new Verdict.Suppress(
                Reason.YIELDED, "somebody did " + touch.action() + " at " + touch.at() + " and has the right of way"));
    }
}
