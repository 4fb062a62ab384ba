package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.decide.Ending;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The run that ended last is not one whose end was heard of: somebody may have stopped it, and the engine's word of that
 * is still to come. Runs are told apart by their names; no clocks are compared.
 */
public final class UnheardGuard implements Guard {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Set<Aim> STARTS_WHAT_IS_DOWN = EnumSet.of(Aim.GIVE_MORE, Aim.REPLACE);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        ContainerState state = proposal.state();
        Instant last = state == null ? null : state.startedAt();
        boolean starts = proposal.bringsUp()
                || (STARTS_WHAT_IS_DOWN.contains(proposal.about().aim()) && state != null && !state.running());
        if (!starts || state == null || last == null) {
            return Optional.empty();
        }
        return proposal.death()
                .map(died -> heard(proposal.circumstances().ending(), state).orElse(died.run()))
                .filter(run -> !run.isEmpty() && !run.equals(last.toString()))
                .map(run -> new Verdict.Defer(
                        proposal.now().plus(LOOK_AGAIN), Reason.UNHEARD,
                        "it was started again at " + last + " and has ended since, which was not heard of yet"));
    }

    /** The container's run whose end was the last to be heard of, whichever incident it belongs to. */
    private static Optional<String> heard(@Nullable Ending ending, ContainerState state) {
        return Optional.ofNullable(ending).filter(last -> last.container().equals(state.id())).map(Ending::run);
    }
}
