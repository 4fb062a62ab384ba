package io.dockmedic.remediation.action.pause;

import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.call.Asked;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.action.call.OneCallAction;
import io.dockmedic.remediation.record.ActRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets a container's processes go on that were held up; {@link PauseAction} undoes it. */
public final class UnpauseAction extends OneCallAction {
    /** As rules write it. */
    public static final String NAME = "unpause";

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Lets the processes of a paused container go on, whoever paused it.",
            ActionClass.DESTRUCTIVE,
            Aim.RESUME,
            Map.of(),
            List.of("GET /containers/{id}/json", "POST /containers/{id}/unpause"),
            "the container would have been let go on",
            "docker pause NAME")
            .example("{action: unpause, verify: {running: 10s, within: 1m}}");

    private final ChangeCalls changes;

    public UnpauseAction(ChangeCalls changes, OneCall one) {
        super(ABOUT, one);
        this.changes = changes;
    }

    @Override
    protected Asked asked(Job job, ContainerState state) {
        return Asked.of(NAME, () -> changes.unpause(state.id()), "unpaused", "it is so already");
    }

    @Override
    public Optional<String> done(ActRecord act, ContainerState now) {
        return now.running() && !now.paused() ? Optional.of("it is " + now.status()) : Optional.empty();
    }

    @Override
    public boolean again(ActRecord act, ContainerState now) {
        return true;
    }
}
