package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Duration;
import java.util.Optional;

/**
 * What ends a loop may make the last death of it one of another kind, for nothing starts the container again. Nobody is told of that
 * one while something is done about the loop: what comes of it is told with the loop, or there is nothing to tell.
 */
public final class LoopActsGuard implements Guard {
    private static final Duration AGAIN = Duration.ofSeconds(5);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        if (!proposal.tells() || !proposal.asks().isEmpty()) {
            return Optional.empty();
        }
        return proposal.circumstances()
                .loops()
                .stream()
                .filter(loop -> loop.acts() && !loop.incident().equals(proposal.incident().id()))
                .findFirst()
                .map(loop -> new Verdict.Defer(proposal.now().plus(AGAIN), Reason.LOOP,
                        "incident " + loop.incident()
                                + " says it is in a crash loop, and something is being done about that"));
    }
}
