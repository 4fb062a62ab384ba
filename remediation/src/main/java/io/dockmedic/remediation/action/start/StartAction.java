package io.dockmedic.remediation.action.start;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.call.Asked;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a container that does not run, and leaves alone one that does, whoever has started it. */
public final class StartAction implements Action {
    /** As rules write it. */
    public static final String NAME = "start";

    /** The call's own limit, and time to spare; the engine answers no look at a container that it is starting. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Starts a container that does not run; leaves alone one that does.",
            ActionClass.SAFE,
            Aim.BRING_UP,
            Map.of(),
            List.of("GET /containers/{id}/json", "POST /containers/{id}/start"),
            "the container would have been started",
            "docker stop NAME");

    private final EngineCalls calls;
    private final OneCall one;

    public StartAction(EngineCalls calls, OneCall one) {
        this.calls = calls;
        this.one = one;
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    /** Looked at while the intent is being written: a start leaves alone what runs by then. */
    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        ContainerState state = job.state();
        if (state != null && state.running()) {
            return cleared.map(go -> new Outcome.Refused(ErrorClass.CONFLICT, "it runs already"));
        }
        String id = state == null ? "" : state.id();
        return one.perform(job, new Asked(NAME, () -> calls.start(id), "started", "somebody else has started it",
                Duration.ZERO, true), cleared);
    }

    @Override
    public Duration settlesWithin(Job job) {
        return MARGIN;
    }

    @Override
    public Optional<String> done(ActRecord act, ContainerState now) {
        return anotherRun(act, now);
    }

    @Override
    public boolean again(ActRecord act, ContainerState now) {
        return !now.running();
    }

    @Override
    public void settled(String act, String containerId) {
        one.over(act, containerId, NAME);
    }

    /** Another run than the one before the act; which of the two started later does not matter, for clocks may be set back. */
    public static Optional<String> anotherRun(ActRecord act, ContainerState now) {
        Instant started = now.startedAt();
        Instant before = act.startedBefore();
        return started != null && (before == null || started.toEpochMilli() != before.toEpochMilli())
                ? Optional.of("another run was seen afterwards, since " + started)
                : Optional.empty();
    }
}
