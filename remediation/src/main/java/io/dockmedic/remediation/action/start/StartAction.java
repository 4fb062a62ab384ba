package io.dockmedic.remediation.action.start;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.call.Asked;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.action.call.OneCallAction;
import io.dockmedic.remediation.record.ActRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a container that does not run, and leaves alone one that does, whoever has started it. */
public final class StartAction extends OneCallAction {
    /** As rules write it. */
    public static final String NAME = "start";

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Starts a container that does not run; leaves alone one that does.",
            ActionClass.SAFE,
            Aim.BRING_UP,
            Map.of(),
            List.of("GET /containers/{id}/json", "POST /containers/{id}/start"),
            "the container would have been started",
            "docker stop NAME")
            .example("{action: start, verify: {running: 10s, within: 60s}}");

    private final EngineCalls calls;

    public StartAction(EngineCalls calls, OneCall one) {
        super(ABOUT, one);
        this.calls = calls;
    }

    @Override
    protected Optional<Outcome.Refused> refuses(Job job, ContainerState state) {
        return state.running()
                ? Optional.of(new Outcome.Refused(ErrorClass.CONFLICT, "it runs already"))
                : Optional.empty();
    }

    /** Looked at while the intent is being written: a start leaves alone what runs by then. */
    @Override
    public Asked asked(Job job, ContainerState state) {
        return new Asked(NAME, () -> calls.start(state.id()), "started", "somebody else has started it", Duration.ZERO,
                true);
    }

    @Override
    public Optional<String> done(ActRecord act, ContainerState now) {
        return anotherRun(act, now);
    }

    @Override
    public boolean again(ActRecord act, ContainerState now) {
        return !now.running();
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
