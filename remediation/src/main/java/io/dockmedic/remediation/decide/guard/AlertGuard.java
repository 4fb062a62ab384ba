package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.collectors.event.Scope;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.decide.Ending;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What others tell does not say who ended the container. One that does not run is touched because of it only when it is known
 * that its last run ended by itself; the engine's word of that may come some moments after what they tell. Because of what they tell of
 * another host nothing is touched at all.
 */
public final class AlertGuard implements Guard {
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        if (!proposal.changes() || !(proposal.incident().latest() instanceof ExternalEvent told)) {
            return Optional.empty();
        }
        if (told.scope() == Scope.ELSEWHERE) {
            return Optional.of(new Verdict.Suppress(Reason.ELSEWHERE, told.missing()));
        }
        ContainerState state = proposal.state();
        if (state == null || state.running()) {
            return Optional.empty();
        }
        Ending ending = proposal.circumstances().ending();
        if (ending == null || !isOfLastRun(ending, state)) {
            return Optional.of(proposal.now().isBefore(told.at().plus(HEARD_WITHIN))
                    ? new Verdict.Defer(proposal.now().plus(LOOK_AGAIN), Reason.UNHEARD,
                            "it does not run, and how it ended was not heard of yet")
                    : unknown());
        }
        if (ending.ours() || ending.intent() == Intent.NOT_ASKED) {
            return Optional.empty();
        }
        return Optional.of(ending.intent() == Intent.ASKED
                ? new Verdict.Suppress(Reason.ASKED, "it does not run because somebody asked for that")
                : unknown());
    }

    private static boolean isOfLastRun(Ending ending, ContainerState state) {
        Instant last = state.startedAt();
        return ending.container().equals(state.id())
                && (last == null || ending.run().isEmpty() || ending.run().equals(last.toString()));
    }

    private static Verdict unknown() {
        return new Verdict.Suppress(Reason.INTENT_UNKNOWN,
                "it does not run, and it is not known whether somebody stopped it");
    }
}
