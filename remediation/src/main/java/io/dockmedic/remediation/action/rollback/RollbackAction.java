package io.dockmedic.remediation.action.rollback;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.StackAction;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.recreate.After;
import io.dockmedic.remediation.action.recreate.Remaking;
import io.dockmedic.remediation.action.recreate.Replacement;
import io.dockmedic.remediation.action.shared.ByHand;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Rollback;
import io.dockmedic.remediation.record.Rollbacks;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Makes the container anew, as its owner has set it up, on the image on which its service last ran well. From each image a
 * service is taken back once, and never to one that it was taken back from: what comes after that is for a person.
 */
public final class RollbackAction implements StackAction {
    /** As rules write it. */
    public static final String NAME = Replacement.ROLLBACK;

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Makes the container anew, otherwise the same, on the image on which its service last ran well.",
            ActionClass.CAREFUL,
            Aim.REPLACE,
            After.meaning("for what was deployed since, a person is asked"),
            List.of("GET /info", "GET /containers/json", "GET /containers/{id}/json", "GET /images/{id}/json",
                    "POST /containers/create", "POST /networks/{id}/connect", "POST /containers/{id}/update",
                    "POST /containers/{id}/stop", "POST /containers/{id}/rename", "POST /containers/{id}/start",
                    "DELETE /containers/{id}"),
            "the container would have been made anew on its service's last good image",
            "itself, when the new one does not run; after that by deploying it again, as the outcome says")
            .formed(After.FORMS)
            .example("{action: rollback, with: {after: 10m}, verify: {running: 1m, within: 3m}}");

    private static final String NOT = "not rolled back: ";

    private final Remaking with;
    private final Replacement replacement;
    private final Rollbacks rollbacks;
    private final Doubts doubts;
    private final Target target;

    public RollbackAction(Remaking with, GoodRuns runs, Rollbacks rollbacks) {
        this.with = with;
        this.replacement = new Replacement(with);
        this.rollbacks = rollbacks;
        this.doubts = new Doubts(with.clock());
        this.target = new Target(with.remakes(), runs, rollbacks, doubts, with.clock()::shown);
    }

    /** What is wrong with its parameters; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return After.problem(parameters).map(problem -> NAME + ": " + problem);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Intended intends(Job job) {
        return Replacement.intends(NAME, job);
    }

    @Override
    public Optional<String> doubt(ContainerState state, Map<String, String> parameters) {
        return doubts.of(state, After.of(parameters));
    }

    @Override
    public Future<String> closeDoubt(Job job) {
        ContainerState state = job.state();
        Container container = job.container();
        if (state == null || container == null) {
            return Future.succeededFuture("");
        }
        return course(container, state).map(found -> found instanceof Target.Found.Images images
                ? doubt(images).orElse("")
                : "");
    }

    private static Optional<String> doubt(Target.Found.Images images) {
        return images.doubts().isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("; ", images.doubts()) + ": a person has to say yes");
    }

    @Override
    public Future<String> toApprove(Job job) {
        ContainerState state = job.state();
        Container container = job.container();
        if (state == null || container == null) {
            return Future.failedFuture(NOT + "there is no container");
        }
        return course(container, state).compose(found -> switch (found) {
            case Target.Found.None(String why) -> Future.failedFuture(NOT + why);
            case Target.Found.Images images -> {
                List<String> said = new ArrayList<>(List.of(ABOUT.summary(), "It goes " + images.words() + ".",
                        "What it wrote inside, outside of volumes, is gone then."));
                if (!images.leftOff().isEmpty()) {
                    said.add("Volumes that only the newer image asked for are not mounted any more, and stay: "
                            + String.join(", ", new TreeSet<>(images.leftOff())) + ".");
                }
                doubt(state, job.parameters()).ifPresent(why -> said.add(sentence(why)));
                images.doubts().forEach(why -> said.add(sentence(why)));
                yield Future.succeededFuture(String.join(" ", said));
            }
        });
    }

    private static String sentence(String why) {
        return Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".";
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
                            case Target.Found.Images images -> ABOUT.dryRun() + ", " + images.words()
                                    + doubt(state, job.parameters()).or(() -> doubt(images))
                                            .map(why -> "; but " + why)
                                            .orElse("");
                        })
                        : Future.succeededFuture(ABOUT.dryRun()));
    }

    /** What stands against it comes before what it would be. The future never fails. */
    private Future<Target.Found> course(Container container, ContainerState state) {
        return target.of(container.service(), state)
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
            case Target.Found.Images images -> notApproved(job, images)
                    .map(why -> Future.<Replacement.Way>succeededFuture(new Replacement.Way.Against(NOT + why)))
                    .orElseGet(() -> begun(job, container, images));
        });
    }

    /** An approval is for what was asked. */
    private static Optional<String> notApproved(Job job, Target.Found.Images images) {
        if (job.approved().isEmpty()) {
            return doubt(images);
        }
        return job.approved().contains(images.pair())
                ? Optional.empty()
                : Optional.of("what was approved is not what it would be now, " + images.pair());
    }

    private Future<Replacement.Way> begun(Job job, Container container, Target.Found.Images images) {
        return rollbacks.begins(new Rollback(container.service().key(), images.from().id(), images.to().id(),
                with.clock().now(), job.act(), images.words(),
                byHand(container, images.byHand()))).<Replacement
                        .Way>map(on -> new Replacement.Way.Onto(images.to().id()))
                .otherwise(new Replacement.Way.Against(NOT + "it could not be written down before"));
    }

    /** How somebody goes on with the newer image. */
    static String byHand(Container container, String image) {
        return ByHand.up(container.labels(), "-d").orElse("deploy " + container.name() + " again on " + image);
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        return replacement.settle(act).compose(outcome -> told(act.id(), outcome));
    }

    /** Names both images, whatever came of it, which is in the journal before it is told. */
    private Future<Outcome> told(String act, Outcome outcome) {
        return rollbacks.came(act, state(outcome))
                .otherwiseEmpty()
                .compose(kept -> rollbacks.of(act))
                .map(known -> known.map(it -> told(it, outcome)).orElse(outcome))
                .otherwise(outcome);
    }

    private static Rollback.State state(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> Rollback.State.DONE;
            case Outcome.Undone undone -> Replacement.didNotRun(undone) ? Rollback.State.FAILED : Rollback.State.UNDONE;
            case Outcome.Unknown unknown -> Rollback.State.BEGUN;
            case Outcome.Refused refused -> Rollback.State.UNDONE;
            case Outcome.Failed failed -> Rollback.State.FAILED;
        };
    }

    private static Outcome told(Rollback known, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done ->
                new Outcome.Done("rolled back " + known.words() + "; to go on with the newer one " + known.hand());
            case Outcome.Undone(String why) -> new Outcome.Undone(why + "; it was to go " + known.words());
            case Outcome.Unknown(String why) -> new Outcome.Unknown(why + "; it was to go " + known.words()
                    + "; look which of the two it is on");
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
