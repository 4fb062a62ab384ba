package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * A person is told once of a service's trouble: not again while the incident they were told of still fires, nor for
 * the same rule before the service's budget window has passed, unless somebody acted on the service since.
 */
public final class ToldGuard implements Guard {
    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        if (proposal.changes()) {
            return Optional.empty();
        }
        Instant from = proposal.now().minus(proposal.policy().service().within());
        return proposal.circumstances()
                .told()
                .stream()
                .filter(told -> !told.incident().equals(proposal.incident().id()))
                .filter(told -> told.firing() || told.rule().equals(proposal.incident().rule()))
                .filter(told -> told.at().isAfter(from))
                .reduce((first, last) -> last)
                .map(told -> new Verdict.Suppress(
                        Reason.TOLD, "a person was told at " + told.at() + " by incident " + told.incident()));
    }
}
