package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.StackAction;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the container anew, the same in everything, for what a restart does not cure. The new one is made first, under
 * another name; the old one is kept, stopped, until the new one has shown that it runs. Whatever goes wrong until then, or
 * should we end in the middle, the old one is back as it was. What shares the network of a container that is gone is made for that of the one
 * that has come in its place, and for it there is no way back once the old one is down.
 */
public final class RecreateAction implements StackAction {
    /** As rules write it. */
    public static final String NAME = Replacement.RECREATE;

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Makes the container anew, the same in everything, and removes the old one once the new one runs.",
            ActionClass.CAREFUL,
            Aim.BRING_UP,
            After.meaning("about what was deployed later a person is asked"),
            List.of("GET /info", "GET /containers/json", "GET /containers/{id}/json", "GET /images/{id}/json",
                    "POST /containers/create", "POST /networks/{id}/connect", "POST /containers/{id}/update",
                    "POST /containers/{id}/stop", "POST /containers/{id}/rename", "POST /containers/{id}/start",
                    "DELETE /containers/{id}"),
            "the container would have been created anew",
            "itself, when the new one does not run; what was in the old one's own layer is gone after that")
            .formed(After.FORMS)
            .example("{action: recreate, with: {after: 1h}, verify: {healthy: 30s, within: 3m}}");

    private static final String NOT = "not created anew: ";

    private final Replacement replacement;
    private final Objections objections;
    private final Successors successors;
    private final Deploys deploys;

    public RecreateAction(Remaking with) {
        this.replacement = new Replacement(with);
        this.objections = new Objections(with);
        this.successors = new Successors(with);
        this.deploys = with.deploys();
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
        Duration after = After.of(parameters).age();
        return deploys.justNow(state, after)
                .map(how -> how + ", less than " + after.toMinutes()
                        + "m ago (after): whoever deployed it has to say yes");
    }

    @Override
    public Future<String> toApprove(Job job) {
        ContainerState state = job.state();
        if (state == null) {
            return Future.failedFuture(NOT + "there is no container");
        }
        return objections.to(state)
                .compose(against -> against.<Future<String>>map(why -> Future.failedFuture(NOT + why))
                        .orElseGet(() -> successors.of(state).compose(join -> switch (join) {
                            case Successors.Join.AsItIs same ->
                                Future.succeededFuture(asked(state, job.parameters(), ""));
                            case Successors.Join.Into into -> Future.succeededFuture(asked(state, job.parameters(),
                                    " It is made for the network of " + into.name()
                                            + ", in the place of one that is gone."));
                            case Successors.Join.Against no -> Future.failedFuture(NOT + no.why());
                        })));
    }

    private String asked(ContainerState state, Map<String, String> parameters, String network) {
        return ABOUT.summary() + network + " What it wrote inside, outside of volumes, is gone then."
                + doubt(state, parameters)
                        .map(why -> " " + Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".")
                        .orElse("");
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        return replacement.perform(job, cleared, state -> against(job, state)
                .compose(against -> against
                        .map(why -> Future.<Replacement.Way>succeededFuture(new Replacement.Way.Against(NOT + why)))
                        .orElseGet(() -> successors.of(state).map(RecreateAction::way))));
    }

    /** What may be otherwise any moment is waited for before the next step. */
    private static Replacement.Way way(Successors.Join join) {
        return switch (join) {
            case Successors.Join.AsItIs same -> new Replacement.Way.Same();
            case Successors.Join.Into into -> new Replacement.Way.Into(into.id());
            case Successors.Join.Against(String why, boolean passes) ->
                new Replacement.Way.Against(NOT + why, passes ? ErrorClass.NOT_YET : ErrorClass.BAD_REQUEST);
        };
    }

    /** It may have been deployed since it was decided on. */
    private Future<Optional<String>> against(Job job, ContainerState state) {
        Optional<String> doubt = job.approved().isEmpty() ? doubt(state, job.parameters()) : Optional.empty();
        return doubt.isPresent() ? Future.succeededFuture(doubt) : objections.to(state);
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        return replacement.settle(act);
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
