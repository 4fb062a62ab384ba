package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Duration;
import java.util.Optional;

/** No journal, no act: what is not recorded could be done twice. */
public final class JournalGuard implements Guard {
    private static final Duration AGAIN = Duration.ofSeconds(5);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        if (!proposal.changes() || proposal.situation().journal()) {
            return Optional.empty();
        }
        return Optional.of(new Verdict.Defer(
                proposal.now().plus(AGAIN), Reason.NO_JOURNAL, "the journal cannot be written"));
    }
}
