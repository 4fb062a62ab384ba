package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** An old death, or alert of others, is told to a person, not acted on: the world has moved on. */
public final class StaleGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        // A person who has just said yes knows how old it is.
        if (!proposal.changes() || proposal.approved()) {
            return Optional.empty();
        }
        Event latest = proposal.incident().latest();
        // How old it is by the time for which it was to wait does not count.
        Instant asked = Objects.requireNonNullElse(proposal.unquiet().since(), proposal.now());
        if (!latest.at().plus(proposal.policy().staleAfter()).isBefore(asked)) {
            return Optional.empty();
        }
        return switch (latest) {
            case Died died -> Optional.of(tooOld("it died", died));
            case ExternalEvent told -> Optional.of(tooOld("it came in", told));
            default -> Optional.empty();
        };
    }

    private static Verdict tooOld(String what, Event event) {
        return new Verdict.Suppress(Reason.STALE, what + " at " + event.at() + ", too long ago to act on");
    }
}
