package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.decide.brake.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A person works on the service: nothing is changed and nobody is told, until the silence ends. */
public final class SilencedGuard implements Guard {
    private static final Duration AGAIN = Duration.ofMinutes(5);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Hold silenced = proposal.brakes().silenced();
        return silenced == null
                ? Optional.empty()
                : Optional.of(new Verdict.Defer(end(silenced, proposal.now()), Reason.SILENCED, silenced.why()));
    }

    private static Instant end(Hold hold, Instant now) {
        return hold.until() == null ? now.plus(AGAIN) : hold.until();
    }
}
