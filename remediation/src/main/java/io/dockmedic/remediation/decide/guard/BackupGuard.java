package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Unsaved;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Instant;
import java.util.Optional;

/** What the rule wants to be done only after a backup, also where a person says yes. */
public final class BackupGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Unsaved unsaved = proposal.unsaved();
        if (unsaved.why().isEmpty()) {
            return Optional.empty();
        }
        Instant again = unsaved.again();
        return Optional.of(again == null
                ? new Verdict.Suppress(Reason.NO_BACKUP, unsaved.why())
                : new Verdict.Defer(again, Reason.NO_BACKUP, unsaved.why()));
    }
}
