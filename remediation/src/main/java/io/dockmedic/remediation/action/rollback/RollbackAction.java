package io.dockmedic.remediation.action.rollback;

import io.dockmedic.collectors.audit.check.DataPlace;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.SelfSettling;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.recreate.Remaking;
import io.dockmedic.remediation.action.recreate.Replacement;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Rollback;
import io.dockmedic.remediation.record.Rollbacks;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the container anew, as its owner has set it up, on the image on which its service last ran well. From each image a
 * service is taken back once, and never to one that it was taken back from: what comes after that is for a person.
 */
public final class RollbackAction implements SelfSettling {
    /** As rules write it. */
    public static final String NAME = Replacement.ROLLBACK;

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Makes the container anew, otherwise the same, on the image on which its service last ran well.",
            ActionClass.CAREFUL,
            Aim.REPLACE,
            RollbackSettings.MEANINGS,
            List.of("GET /info", "GET /containers/json", "GET /containers/{id}/json", "GET /images/{id}/json",
                    "POST /containers/create", "POST /networks/{id}/connect", "POST /containers/{id}/update",
                    "POST /containers/{id}/stop", "POST /containers/{id}/rename", "POST /containers/{id}/start",
                    "DELETE /containers/{id}"),
            "the container would have been made anew on its service's last good image",
            "itself, when the new one does not run; after that by deploying it again, as the outcome says");

    private static final String NOT = "not rolled back: ";
    private static final String PROJECT = "com.docker.compose.project";
    private static final String SERVICE = "com.docker.compose.service";

    private final Remaking with;
    private final Replacement replacement;
    private final Rollbacks rollbacks;
    private final Target target;

    public RollbackAction(Remaking with, GoodRuns runs, Rollbacks rollbacks) {
        this.with = with;
        this.replacement = new Replacement(with);
        this.rollbacks = rollbacks;
        this.target = new Target(with.remakes(), runs, rollbacks, with.clock()::shown);
    }

    /** What is wrong with its parameters; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return RollbackSettings.problem(parameters).map(problem -> NAME + ": " + problem);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Intended intends(Job job) {
        return Replacement.intends(NAME, job);
    }

    /** Data that a newer image has changed, an older one may not understand; and who deployed it just now is there. */
    @Override
    public Optional<String> doubt(ContainerState state, Map<String, String> parameters) {
        if (state.writableVolume() || DataPlace.known(state.image())) {
            return Optional.of("it keeps data, which an older image may not understand: a person has to say yes");
        }
        Duration after = RollbackSettings.of(parameters).after();
        Instant made = state.createdAt();
        return made != null && with.clock().shown(with.clock().now()).isBefore(made.plus(after))
                ? Optional.of("it was made at " + made + ", less than " + after.toMinutes()
                        + "m ago (after): whoever deployed it has to say yes")
                : Optional.empty();
    }

    @Override
    public Future<String> toApprove(Job job) {
        ContainerState state = job.state();
        Container container = job.container();
        if (state == null || container == null) {
            return Future.failedFuture(NOT + "there is no container");
        }
        String doubt = doubt(state, job.parameters()).map(why -> " " + why).orElse("");
        return course(container, state).compose(found -> switch (found) {
            case Target.Found.None(String why) -> Future.failedFuture(NOT + why);
            case Target.Found.Images images ->
                Future.succeededFuture(ABOUT.summary() + " It goes " + images.words() + "." + doubt);
        });
    }

    @Override
    public Future<String> wouldDo(Job job) {
        Container container = job.container();
        if (container == null) {
            return Future.succeededFuture(ABOUT.dryRun());
        }
        return with.calls()
                .inspect(container.id())
                .compose(seen -> seen instanceof CallResult.Done<ContainerState>(ContainerState state)
                        ? course(container, state).map(found -> switch (found) {
                            case Target.Found.None(String why) -> "nothing: " + why;
                            case Target.Found.Images images -> ABOUT.dryRun() + ", " + images.words();
                        })
                        : Future.succeededFuture(ABOUT.dryRun()));
    }

    /** What stands against it comes before what it would be. The future never fails. */
    private Future<Target.Found> course(Container container, ContainerState state) {
        return target.of(container.service().key(), state)
                .compose(found -> found instanceof Target.Found.Images
                        ? replacement.againstAnotherImage(state)
                                .map(against -> against.<Target.Found>map(Target.Found.None::new).orElse(found))
                        : Future.succeededFuture(found));
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        return replacement.perform(job, cleared, state -> way(job, state))
                .compose(outcome -> outcome instanceof Outcome.Refused
                        ? rollbacks.notDone(job.act()).otherwiseEmpty().map(outcome)
                        : told(job.act(), outcome));
    }

    /** That it was tried is in the journal before anything is. */
    private Future<Replacement.Way> way(Job job, ContainerState state) {
        Container container = job.container();
        if (container == null) {
            return Future.succeededFuture(new Replacement.Way.Against(NOT + "there is no container"));
        }
        return course(container, state).compose(found -> switch (found) {
            case Target.Found.None(String why) -> Future.succeededFuture(new Replacement.Way.Against(NOT + why));
            case Target.Found.Images images -> rollbacks
                    .begins(new Rollback(container.service().key(), images.from().id(), images.to().id(),
                            with.clock().now(), job.act(), images.words() + "; to go on with the newer one "
                                    + byHand(container, images.from()))).<Replacement
                                            .Way>map(on -> new Replacement.Way.Onto(images.to().id()))
                    .otherwise(new Replacement.Way.Against(NOT + "it could not be written down before"));
        });
    }

    private static String byHand(Container container, ImageWords from) {
        String project = container.labels().getOrDefault(PROJECT, "");
        String service = container.labels().getOrDefault(SERVICE, "");
        return project.isEmpty() || service.isEmpty()
                ? "deploy " + container.name() + " again on " + from.id()
                : "docker compose -p " + project + " up -d " + service;
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        return replacement.settle(act).compose(outcome -> told(act.id(), outcome));
    }

    /** Names both images, whatever came of it. */
    private Future<Outcome> told(String act, Outcome outcome) {
        return rollbacks.of(act)
                .map(known -> known.map(it -> told(it, outcome)).orElse(outcome))
                .otherwise(outcome);
    }

    private static Outcome told(Rollback known, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> new Outcome.Done("rolled back " + known.words());
            case Outcome.Undone(String why) -> new Outcome.Undone(why + "; it was to go " + known.words());
            case Outcome.Unknown(String why) -> new Outcome.Unknown(why + "; it was to go " + known.words());
            case Outcome.Refused refused -> refused;
            case Outcome.Failed failed -> failed;
        };
    }

    @Override
    public Duration settlesWithin(Job job) {
        return Replacement.settlesWithin(job);
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }
}
