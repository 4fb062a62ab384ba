package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.StackAction;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Restarts the containers of the incident's Compose project, each after those that it depends on, once they have come as far
 * as it needs them. At most one of them is down by our doing at a time.
 */
public final class RestartStackAction implements StackAction {
    /** As rules write it. */
    public static final String NAME = "restart-stack";

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Restarts the containers of the Compose project one by one, each after what it depends on.",
            ActionClass.CAREFUL,
            Aim.BRING_UP,
            Settings.MEANINGS,
            List.of("GET /containers/json", "GET /containers/{id}/json", "POST /containers/{id}/restart",
                    "POST /containers/{id}/start"),
            "the project would have been restarted",
            "docker stop of each").formed(Settings.FORMS)
            .example("{action: restart-stack, with: {each: 1m}, verify: {healthy: 30s, within: 3m}}");

    private static final Duration READ_AGAIN = Duration.ofSeconds(5);
    private static final Duration CALLS = Duration.ofMinutes(5);
    private static final String NOT = "not restarted: ";

    private final Stacking with;

    public RestartStackAction(Stacking with) {
        this.with = with;
    }

    /** What is wrong with its parameters; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return Settings.problem(parameters).map(problem -> NAME + ": " + problem);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Future<String> wouldDo(Job job) {
        Container container = job.container();
        return container == null
                ? Future.succeededFuture(ABOUT.dryRun())
                : plan(job, container).map(plan -> switch (plan) {
                    case Plan.Against(ErrorClass error, String why) -> "nothing: " + why;
                    case Plan.Course course -> course.words();
                });
    }

    @Override
    public Future<String> toApprove(Job job) {
        Container container = job.container();
        return container == null
                ? Future.failedFuture(NOT + "there is no container")
                : plan(job, container).compose(plan -> switch (plan) {
                    case Plan.Against(ErrorClass error, String why) -> Future.failedFuture(NOT + why);
                    case Plan.Course course -> Future.succeededFuture(asked(course));
                });
    }

    private static String asked(Plan.Course course) {
        return "Restarts " + course.words() + ".";
    }

    private Future<Plan> plan(Job job, Container container) {
        return new Survey(with, job.incident(), container).plan();
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        ContainerState state = job.state();
        Container container = job.container();
        if (state == null || container == null) {
            return cleared.map(go -> new Outcome.Refused(ErrorClass.NOT_FOUND, "there is no container"));
        }
        with.bystanders().watchProject(job.act(), Survey.project(container.labels()));
        return cleared.compose(go -> plan(job, container))
                .compose(plan -> switch (plan) {
                    case Plan.Against(ErrorClass error, String why) -> refused(job, error, NOT + why);
                    case Plan.Course course when !job.approved().isEmpty()
                            && !job.approved().contains(course.order() + "; ") ->
                        refused(job, ErrorClass.CONFLICT,
                                NOT + "what was approved is not what would be done now: " + asked(course));
                    case Plan.Course course -> begin(job, state, course);
                })
                .onFailure(never -> with.bystanders().forget(job.act()));
    }

    private Future<Outcome> begin(Job job, ContainerState decided, Plan.Course course) {
        return with.calls()
                .inspect(decided.id())
                .compose(now -> OneCall.against(decided, now)
                        .map(changed -> {
                            with.bystanders().forget(job.act());
                            return Future.succeededFuture(changed);
                        })
                        .orElseGet(() -> Procession.begin(with, Progress.begin(job.act(), course,
                                Settings.of(job.parameters()).each(), with.clock().now()))));
    }

    private Future<Outcome> refused(Job job, ErrorClass error, String why) {
        with.bystanders().forget(job.act());
        return Future.succeededFuture(new Outcome.Refused(error, why));
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        Promise<Outcome> outcome = Promise.promise();
        read(act, outcome);
        return outcome.future();
    }

    /** Nothing is done before it is known how far it came. */
    private void read(ActRecord act, Promise<Outcome> outcome) {
        with.steps()
                .notes(act.id())
                .onFailure(unread -> with.timers().after(READ_AGAIN, () -> read(act, outcome)))
                .onSuccess(notes -> {
                    Progress progress = Progress.read(act.id(), notes);
                    if (progress == null) {
                        outcome.tryComplete(new Outcome.Refused(ErrorClass.CONFLICT,
                                NOT + "Dockmedic ended before the first call"));
                    } else {
                        with.bystanders().watchProject(act.id(), progress.project());
                        with.counts().accept(act.id(), progress.services());
                        Procession.resume(with, progress).onSuccess(outcome::tryComplete);
                    }
                });
    }

    @Override
    public Duration settlesWithin(Job job) {
        return CALLS;
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }
}
