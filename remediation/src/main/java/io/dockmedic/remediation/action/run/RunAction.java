package io.dockmedic.remediation.action.run;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Intended;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a command in a container of its own, once, beside the incident's container, and removes it. It is called after its act,
 * so it is found again whenever we ended: it is brought to its end then, and never run a second time.
 */
public final class RunAction implements SelfSettling {
    /** As rules write it. */
    public static final String NAME = "run";

    /** To make, start and remove it on a slow disk. */
    private static final Duration CALLS = Duration.ofMinutes(3);
    /** The note that says how long it may take, in milliseconds. */
    private static final String TIMEOUT = "timeout";

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Runs a command in a container of its own, once, and removes it.",
            ActionClass.DESTRUCTIVE,
            Aim.TEND,
            RunSettings.MEANINGS,
            RunSettings.LISTS,
            List.of("GET /containers/{id}/json", "POST /containers/create", "POST /containers/{run}/start",
                    "GET /containers/{run}/json", "GET /containers/{run}/logs", "POST /containers/{run}/kill",
                    "DELETE /containers/{run}"),
            "the command would have been run in a container of its own",
            "whatever undoes the command")
            .example(
                    "{action: run, with: {image: \"busybox@sha256:5a1c3d2b7a1f9e0c4b6d8f0a2c4e6081a3c5e7092b4d6f8091a3b5c7d9e0f1a2\","
                            + " command: [nc, -z, cache, \"6379\"], network: shop_default}, verify: {healthy: 10s, within: 2m}}");

    private final Beside with;

    public RunAction(Beside with) {
        this.with = with;
    }

    /** What is wrong with its parameters, with what to write instead; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return RunSettings.problem(parameters).map(problem -> NAME + ": " + problem);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Intended intends(Job job) {
        String timeout = Long.toString(new RunSettings(job.parameters()).timeout().toMillis());
        return new Intended(NAME, Map.of(TIMEOUT, timeout), false, false);
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        ContainerState state = job.state();
        RunSettings settings = new RunSettings(job.parameters());
        return state == null
                ? cleared.map(go -> new Outcome.Refused(ErrorClass.NOT_FOUND, "there is no container"))
                : cleared.compose(go -> with.calls().inspect(state.id()))
                        .compose(now -> OneCall.against(state, now)
                                .map(Future::succeededFuture)
                                .orElseGet(() -> new OneShot(with, job.act(), settings.timeout())
                                        .begin(settings.order(job.act()))));
    }

    @Override
    public Future<String> wouldDo(Job job) {
        return Future.succeededFuture(
                ABOUT.dryRun() + ": " + with.heard().redacted(new RunSettings(job.parameters()).words()));
    }

    @Override
    public Duration settlesWithin(Job job) {
        return new RunSettings(job.parameters()).timeout().plus(CALLS);
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        Duration timeout = Duration.ofMillis(Long.parseLong(act.notes().getOrDefault(TIMEOUT, "0")));
        Instant begun = act.notAfter(with.clock().now()).at();
        return with.steps()
                .notes(act.id())
                .transform(read -> new OneShot(with, act.id(), timeout)
                        .resume(begun, read.succeeded() ? read.result() : act.notes()));
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }
}
