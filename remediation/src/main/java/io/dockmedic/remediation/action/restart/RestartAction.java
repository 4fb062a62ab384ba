package io.dockmedic.remediation.action.restart;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.call.Asked;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.action.start.StartAction;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the container again. One that runs is first stopped with its own stop signal; it gets its own stop timeout, and
 * at least a minute where it may be writing to a volume. For one that does not run the engine is asked for a start only,
 * which leaves alone what somebody else has started by then.
 */
public final class RestartAction implements Action {
    /** As rules write it. */
    public static final String NAME = "restart";

    private static final Duration MARGIN = Duration.ofSeconds(60);
    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Restarts the container, honouring its stop signal and timeout; starts one that does not run.",
            ActionClass.SAFE,
            Aim.BRING_UP,
            Map.of(),
            List.of("GET /containers/{id}/json", "POST /containers/{id}/restart", "POST /containers/{id}/start"),
            "the container would have been restarted",
            "docker stop NAME");

    private final EngineCalls calls;
    private final OneCall one;
    private final StartAction start;

    public RestartAction(EngineCalls calls, OneCall one) {
        this.calls = calls;
        this.one = one;
        this.start = new StartAction(calls, one);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Intended intends(Job job) {
        return Intended.of(runs(job.state()) ? NAME : StartAction.NAME);
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        ContainerState state = job.state();
        return state != null && state.running()
                ? one.perform(job, Asked.of(NAME, () -> calls.restart(state.id(), StopTimeout.of(state)), "restarted",
                        "it was restarted already"), cleared)
                : start.perform(job, cleared);
    }

    @Override
    public Duration settlesWithin(Job job) {
        ContainerState state = job.state();
        return state != null && state.running() ? StopTimeout.of(state).plus(MARGIN) : start.settlesWithin(job);
    }

    @Override
    public Optional<String> done(ActRecord act, ContainerState now) {
        return StartAction.anotherRun(act, now);
    }

    @Override
    public boolean again(ActRecord act, ContainerState now) {
        return act.call().equals(StartAction.NAME) && start.again(act, now);
    }

    @Override
    public void settled(String act, String containerId) {
        one.over(act, containerId, NAME);
    }

    private static boolean runs(@org.jspecify.annotations.Nullable ContainerState state) {
        return state != null && state.running();
    }
}
