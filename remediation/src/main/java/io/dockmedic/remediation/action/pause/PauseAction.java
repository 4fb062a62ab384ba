package io.dockmedic.remediation.action.pause;

import io.dockmedic.collectors.engine.client.CallResult;
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
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Holds up all of a container's processes, or lets them go on: the one undoes the other. */
public final class PauseAction implements Action {
    private static final Duration MARGIN = Duration.ofSeconds(20);

    /** What holding up says of itself. */
    public static final ActionDescription PAUSE = new ActionDescription(
            "pause",
            "Holds up all processes of the container; its memory and files stay as they are.",
            ActionClass.DESTRUCTIVE,
            Aim.TAKE_DOWN,
            Map.of(),
            List.of("GET /containers/{id}/json", "POST /containers/{id}/pause"),
            "the container would have been paused",
            "docker unpause NAME");

    /** What letting go on says of itself. */
    public static final ActionDescription UNPAUSE = new ActionDescription(
            "unpause",
            "Lets the processes of a paused container go on, whoever paused it.",
            ActionClass.DESTRUCTIVE,
            Aim.RESUME,
            Map.of(),
            List.of("GET /containers/{id}/json", "POST /containers/{id}/unpause"),
            "the container would have been let go on",
            "docker pause NAME");

    private final ActionDescription about;
    private final BiFunction<ChangeCalls, String, Future<CallResult<Void>>> call;
    private final ChangeCalls changes;
    private final OneCall one;

    private PauseAction(ActionDescription about, BiFunction<ChangeCalls, String, Future<CallResult<Void>>> call,
            ChangeCalls changes, OneCall one) {
        this.about = about;
        this.call = call;
        this.changes = changes;
        this.one = one;
    }

    /** Holds up. */
    public static PauseAction pause(ChangeCalls changes, OneCall one) {
        return new PauseAction(PAUSE, ChangeCalls::pause, changes, one);
    }

    /** Lets go on. */
    public static PauseAction unpause(ChangeCalls changes, OneCall one) {
        return new PauseAction(UNPAUSE, ChangeCalls::unpause, changes, one);
    }

    @Override
    public ActionDescription about() {
        return about;
    }

    @Override
    public Intended intends(Job job) {
        return about.aim() == Aim.TAKE_DOWN ? Intended.holding(about.name()) : Intended.of(about.name());
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        ContainerState state = job.state();
        String id = state == null ? "" : state.id();
        return one.perform(job, Asked.of(about.name(), () -> call.apply(changes, id), about.name() + "d",
                "it is so already"), cleared);
    }

    @Override
    public Duration settlesWithin(Job job) {
        return MARGIN;
    }

    @Override
    public Optional<String> done(ActRecord act, ContainerState now) {
        boolean wanted = about.aim() == Aim.TAKE_DOWN;
        return now.running() && now.paused() == wanted ? Optional.of("it is " + now.status()) : Optional.empty();
    }

    @Override
    public boolean again(ActRecord act, ContainerState now) {
        return true;
    }

    @Override
    public void settled(String act, String containerId) {
        one.over(act, containerId, about.name());
    }
}
