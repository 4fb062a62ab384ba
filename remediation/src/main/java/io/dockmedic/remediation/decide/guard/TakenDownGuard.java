package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an approved act of ours took down on purpose, no other remedy brings up, nor lets go on: only somebody else does.
 * The later rungs of the same ladder are part of that act, and may. Nothing else is done to what it has paused.
 */
public final class TakenDownGuard implements Guard {
    private static final Set<Aim> UNDOING = EnumSet.of(Aim.BRING_UP, Aim.REPLACE, Aim.RESUME, Aim.GIVE_MORE);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        ContainerState state = proposal.state();
        boolean undoes = UNDOING.contains(proposal.about().aim());
        if (state == null || !proposal.changes() || !(undoes || state.paused())) {
            return Optional.empty();
        }
        return proposal.circumstances()
                .takenDown()
                .stream()
                .filter(act -> act.holds(state))
                .reduce((first, last) -> last)
                .map(act -> new Verdict.Suppress(Reason.TAKEN_DOWN, act.words()));
    }
}
