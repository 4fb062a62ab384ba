package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.decide.brake.Hold;
import java.util.Optional;

/**
 * A person keeps us from acting. People are told instead: what is wrong goes on. Before the container was looked at there
 * is nothing to say: it may be over. What is about none is not looked at.
 */
public final class PausedGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Hold paused = proposal.brakes().paused();
        boolean looked = proposal.state() != null || proposal.container() == null;
        return paused == null || !proposal.changes() || !looked
                ? Optional.empty()
                : Optional.of(new Verdict.Suppress(Reason.PAUSED, paused.why()));
    }
}
