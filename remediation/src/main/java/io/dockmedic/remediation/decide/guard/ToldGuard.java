package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Told;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A person is told once of a service's trouble: not again of what was wrong already when they were told, while the
 * incident they were told of still fires; and within the service's budget window neither of anything else that is wrong
 * meanwhile nor by the same rule. It is only put off: what is still wrong then is told then. Somebody's act on the
 * service makes the next trouble news at once. What asks a person something is told at once too: they cannot answer what they do
 * not know of.
 */
public final class ToldGuard implements Guard {
    private static final Duration AGAIN = Duration.ofMinutes(5);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        // Two things that are wrong with the host have nothing to do with one another.
        if (proposal.changes() || proposal.container() == null || proposal.asks()) {
            return Optional.empty();
        }
        Duration window = proposal.policy().service().within();
        return proposal.circumstances()
                .told()
                .stream()
                .filter(told -> !told.incident().equals(proposal.incident().id()))
                .flatMap(told -> until(told, proposal, window)
                        .filter(proposal.now()::isBefore)
                        .<Verdict>map(until -> new Verdict.Defer(until, Reason.TOLD,
                                "a person was told at " + told.at() + " by incident " + told.incident()))
                        .stream())
                .reduce((first, last) -> last);
    }

    private static Optional<Instant> until(Told told, Proposal proposal, Duration window) {
        boolean wasWrongThen = !proposal.incident().activeAt().isAfter(told.at());
        if (told.firing() && wasWrongThen) {
            return Optional.of(proposal.now().plus(AGAIN));
        }
        return told.firing() || told.rule().equals(proposal.incident().rule())
                ? Optional.of(told.at().plus(window))
                : Optional.empty();
    }
}
