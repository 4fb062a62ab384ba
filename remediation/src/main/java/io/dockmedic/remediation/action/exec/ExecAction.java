package io.dockmedic.remediation.action.exec;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.SelfSettling;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a command in the container, once, as {@code docker exec}. What it did cannot be seen afterwards: where its end was not
 * seen the outcome is unknown, and a person is told.
 */
public final class ExecAction implements SelfSettling {
    /** As rules write it. */
    public static final String NAME = "exec";

    /** To prepare it, and to look again after its time is over. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Runs a command in the container, once, and keeps what it writes.",
            ActionClass.DESTRUCTIVE,
            Aim.TEND,
            ExecSettings.MEANINGS,
            ExecSettings.LISTS,
            List.of("GET /containers/{id}/json", "POST /containers/{id}/exec", "POST /exec/{exec}/start",
                    "GET /exec/{exec}/json"),
            "the command would have been run in the container",
            "whatever undoes the command")
            .example(
                    "{action: exec, with: {command: [pg_ctl, reload], user: postgres}, verify: {healthy: 10s, within: 2m}}");

    private final Inside with;

    public ExecAction(Inside with) {
        this.with = with;
    }

    /** What is wrong with its parameters, with what to write instead; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return ExecSettings.problem(parameters).map(problem -> NAME + ": " + problem);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        ContainerState state = job.state();
        return state == null
                ? cleared.map(go -> new Outcome.Refused(ErrorClass.NOT_FOUND, "there is no container"))
                : cleared.compose(go -> with.calls().inspect(state.id()))
                        .compose(now -> OneCall.against(state, now)
                                .or(() -> against(state))
                                .map(Future::succeededFuture)
                                .orElseGet(() -> new Execution(with, job.act(), ExecSettings.of(job.parameters()))
                                        .in(state.id())));
    }

    /** What is as it was decided on may still be nothing that a command can be run in. */
    private static Optional<Outcome> against(ContainerState state) {
        if (state.running() && !state.paused() && !state.restarting()) {
            return Optional.empty();
        }
        return Optional.of(new Outcome.Refused(ErrorClass.BAD_REQUEST,
                "not called: a command needs a container that runs, and it is " + state.status()));
    }

    @Override
    public Future<String> wouldDo(Job job) {
        return Future.succeededFuture(
                ABOUT.dryRun() + ": " + with.heard().redacted(ExecSettings.of(job.parameters()).words()));
    }

    @Override
    public Duration settlesWithin(Job job) {
        return ExecSettings.of(job.parameters()).timeout().plus(MARGIN);
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        return new Ending(with, act).find();
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }
}
