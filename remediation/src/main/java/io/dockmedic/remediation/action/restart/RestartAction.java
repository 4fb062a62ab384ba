package io.dockmedic.remediation.action.restart;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.call.Asked;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.action.call.OneCallAction;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.action.shared.Rejoining;
import io.dockmedic.remediation.action.start.StartAction;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.room.EngineRoom;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the container again. One that runs is first stopped with its own stop signal; it gets its own stop timeout, and
 * at least a minute where it may be writing to a volume. One that could not join the network again that it shares is not
 * stopped. For one that does not run the engine is asked for a start only, which leaves alone what somebody else has started
 * by then.
 */
public final class RestartAction extends OneCallAction {
    /** As rules write it. */
    public static final String NAME = "restart";

    private static final String NOT = "not called: ";
    private static final Duration TO_BE_SEEN = Duration.ofSeconds(60);
    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Restarts the container, honouring its stop signal and timeout; starts one that does not run.",
            ActionClass.SAFE,
            Aim.BRING_UP,
            Map.of(),
            List.of("GET /containers/{id}/json", "POST /containers/{id}/restart", "POST /containers/{id}/start"),
            "the container would have been restarted",
            "docker stop NAME")
            .example("{action: restart, verify: {running: 10s, within: 60s}}");

    private final EngineCalls calls;
    private final StartAction start;
    private final EngineRoom room;

    /** @param room whether what is stopped could be started again */
    public RestartAction(EngineCalls calls, OneCall one, EngineRoom room) {
        super(ABOUT, one);
        this.calls = calls;
        this.room = room;
        this.start = new StartAction(calls, one);
    }

    @Override
    protected Intended intends(Job job, ContainerState state) {
        return Intended.of(state.running() ? NAME : StartAction.NAME);
    }

    /** What runs badly is better than what is down; room may be made meanwhile, so it is asked for again. */
    @Override
    protected Future<Optional<Outcome.Refused>> looks(Job job, ContainerState state) {
        return state.running()
                ? room.against()
                        .map(full -> full.map(why -> new Outcome.Refused(ErrorClass.SERVER_ERROR, NOT + why)))
                : super.looks(job, state);
    }

    @Override
    protected Asked asked(Job job, ContainerState state) {
        return state.running()
                ? Asked.of(NAME, () -> calls.restart(state.id(), StopTimeout.of(state)), "restarted",
                        "it was restarted already").unless(() -> Rejoining.against(calls, state, NOT))
                : start.asked(job, state);
    }

    @Override
    public Duration settlesWithin(Job job) {
        ContainerState state = job.state();
        return state != null && state.running()
                ? StopTimeout.of(state).plus(TO_BE_SEEN)
                : start.settlesWithin(job);
    }

    @Override
    public Optional<String> done(ActRecord act, ContainerState now) {
        return StartAction.anotherRun(act, now);
    }

    @Override
    public boolean again(ActRecord act, ContainerState now) {
        return act.call().equals(StartAction.NAME) && start.again(act, now);
    }
}
