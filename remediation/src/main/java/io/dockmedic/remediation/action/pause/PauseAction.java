package io.dockmedic.remediation.action.pause;

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
import io.dockmedic.remediation.record.ActRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds up all of a container's processes; {@link UnpauseAction} undoes it. */
public final class PauseAction extends OneCallAction {
    /** As rules write it. */
    public static final String NAME = "pause";

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Holds up all processes of the container; its memory and files stay as they are.",
            ActionClass.DESTRUCTIVE,
            Aim.TAKE_DOWN,
            Map.of(),
            List.of("GET /containers/{id}/json", "POST /containers/{id}/pause"),
            "the container would have been paused",
            "docker unpause NAME")
            .example("{action: pause, verify: {paused: 5s, within: 1m}}");

    private final ChangeCalls changes;

    public PauseAction(ChangeCalls changes, OneCall one) {
        super(ABOUT, one);
        this.changes = changes;
    }

    @Override
    protected Intended intends(Job job, ContainerState state) {
        return Intended.holding(NAME);
    }

    @Override
    protected Asked asked(Job job, ContainerState state) {
        return Asked.of(NAME, () -> changes.pause(state.id()), "paused", "it is so already");
    }

    @Override
    public Optional<String> done(ActRecord act, ContainerState now) {
        return now.paused() ? Optional.of("it is " + now.status()) : Optional.empty();
    }

    @Override
    public boolean again(ActRecord act, ContainerState now) {
        return true;
    }
}
