package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Another healer (or a person) restarts the service during our incident: we wait and say so. */
public final class OtherHealerGuard implements Guard {
    private static final Duration HANDS_OFF = Duration.ofMinutes(2);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        if (!proposal.changes()) {
            return Optional.empty();
        }
        List<Touch> restarts = proposal.circumstances().touches().restarts();
        return restarts.stream()
                .map(touch -> touch.at().plus(HANDS_OFF))
                .filter(until -> until.isAfter(proposal.now()))
                .max(Instant::compareTo)
                .map(until -> new Verdict.Defer(
                        until, Reason.OTHER_HEALER, "somebody else restarts it (" + restarts.size() + " times since the"
                                + " incident began); two healers on one container make a loop"));
    }
}
