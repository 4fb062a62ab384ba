package io.dockmedic.remediation.action.stop;

import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.ContainerState;
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
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stops the container, as {@code docker stop}; it stays down, also over a restart of the engine. */
public final class StopAction implements Action {
    /** As rules write it. */
    public static final String NAME = "stop";

    private static final Duration MARGIN = Duration.ofSeconds(20);

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Stops the container, honouring its stop signal and timeout; it stays down.",
            ActionClass.DESTRUCTIVE,
            Aim.TAKE_DOWN,
            Map.of(),
            List.of("GET /containers/{id}/json", "POST /containers/{id}/stop"),
            "the container would have been stopped",
            "docker start NAME");

    private final ChangeCalls changes;
    private final OneCall one;

    public StopAction(ChangeCalls changes, OneCall one) {
        this.changes = changes;
        this.one = one;
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Intended intends(Job job) {
        return Intended.holding(NAME);
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        ContainerState state = job.state();
        String id = state == null ? "" : state.id();
        Duration timeout = state == null ? Duration.ZERO : StopTimeout.of(state);
        return one.perform(job, Asked.of(NAME, () -> changes.stop(id, timeout), "stopped: docker start undoes it",
                "it does not run any more"), cleared);
    }

    @Override
    public Duration settlesWithin(Job job) {
        ContainerState state = job.state();
        return (state == null ? StopTimeout.WITH_DATA : StopTimeout.of(state)).plus(MARGIN);
    }

    @Override
    public Optional<String> done(ActRecord act, ContainerState now) {
        return now.running() ? Optional.empty() : Optional.of("it does not run: " + now.status());
    }

    @Override
    public boolean again(ActRecord act, ContainerState now) {
        return true;
    }

    @Override
    public void settled(String act, String containerId) {
        one.over(act, containerId, NAME);
    }
}
