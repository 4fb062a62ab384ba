package io.dockmedic.remediation.decide;

import java.util.List;
import java.util.Optional;

/** Asks the guards in order; the first that has something against the act decides. */
public final class Decider {
    private final List<Guard> guards;

    public Decider(List<Guard> guards) {
        this.guards = List.copyOf(guards);
    }

    /** May this be done, now? */
    public Verdict judge(Proposal proposal) {
        for (Guard guard : guards) {
            Optional<Verdict> against = guard.judge(proposal);
            if (against.isPresent()) {
                return against.get();
            }
        }
        return new Verdict.Act(Reason.CLEAR, "nothing stands against it");
    }
}
