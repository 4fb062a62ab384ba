package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.action.about.Aim;
import java.time.Duration;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Instant;
import java.util.Optional;

/** A person or deployer who acts on the service after the fault has the right of way. */
public final class YieldedGuard implements Guard {
    /** A death belongs to a signal when it follows within the stop timeout and this. */
    private static final Duration DEATH_FOLLOWS = Duration.ofSeconds(5);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        if (!proposal.changes() && proposal.incident().latest() instanceof ContainerEvent.Touched) {
            // It is about what they did, and came of it: to tell that takes nothing from them.
            return Optional.empty();
        }
        Optional<Touch> takeover = proposal.circumstances()
                .touches()
                .since(proposal.incident().latest().at())
                .takeoverForSure();
        if (takeover.isEmpty()) {
            return underWay(proposal);
        }
        Touch touch = takeover.get();
        Instant sure = touch.at().plus(Touches.GRACE);
        if (proposal.now().isBefore(sure)) {
            return Optional.of(new Verdict.Defer(
                    sure, Reason.YIELDED, "somebody did " + touch.action() + "; more may follow"));
        }
        return Optional.of(new Verdict.Suppress(
                Reason.YIELDED, "somebody did " + touch.action() + " at " + touch.at() + " and has the right of way"));
    }

    /** What has begun and shows no outcome yet: a stop that waits for the container to obey; a pause. */
    private static Optional<Verdict> underWay(Proposal proposal) {
        ContainerState state = proposal.state();
        if (!proposal.changes() || state == null || !state.running()) {
            return Optional.empty();
        }
        if (state.paused() && proposal.about().aim() != Aim.RESUME) {
            return Optional.of(new Verdict.Suppress(Reason.YIELDED, "it is paused, which only somebody does"));
        }
        Instant signalled = proposal.circumstances().signalled();
        if (signalled == null) {
            return Optional.empty();
        }
        Instant until = signalled.plus(state.stopTimeout()).plus(DEATH_FOLLOWS);
        return proposal.now().isBefore(until)
                ? Optional.of(new Verdict.Defer(
                        until, Reason.YIELDED, "somebody sent it a signal; it may be stopping"))
                : Optional.empty();
    }
}
