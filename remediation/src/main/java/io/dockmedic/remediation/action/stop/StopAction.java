package io.dockmedic.remediation.action.stop;

import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.call.Asked;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.action.call.OneCallAction;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.record.ActRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stops the container, as {@code docker stop}; it stays down, also over a restart of the engine. */
public final class StopAction extends OneCallAction {
    /** As rules write it. */
    public static final String NAME = "stop";

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Stops the container, honouring its stop signal and timeout; it stays down.",
            ActionClass.DESTRUCTIVE,
            Aim.TAKE_DOWN,
            Map.of(),
            List.of("GET /containers/{id}/json", "POST /containers/{id}/stop"),
            "the container would have been stopped",
            "docker start NAME")
            .example("{action: stop, verify: {stopped: 5s, within: 1m}}");

    private final ChangeCalls changes;

    public StopAction(ChangeCalls changes, OneCall one) {
        super(ABOUT, one);
        this.changes = changes;
    }

    @Override
    protected Intended intends(Job job, ContainerState state) {
        return Intended.holding(NAME);
    }

    @Override
    protected Asked asked(Job job, ContainerState state) {
        return Asked.of(NAME, () -> changes.stop(state.id(), StopTimeout.of(state)),
                "stopped: docker start undoes it"
                        + (state.networkOf().isEmpty() ? "" : ", while the container whose network it shares runs"),
                "it does not run any more");
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
}
