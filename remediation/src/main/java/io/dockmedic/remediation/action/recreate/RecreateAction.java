package io.dockmedic.remediation.action.recreate;

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
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the container anew, the same in everything, for what a restart does not cure. The new one is made first, under
 * another name; the old one is kept, stopped, until the new one has shown that it runs. Whatever goes wrong until then, or
 * should we end in the middle, the old one is back as it was.
 */
public final class RecreateAction implements SelfSettling {
    /** As rules write it. */
    public static final String NAME = "recreate";

    private static final Duration CALLS = Duration.ofMinutes(5);
    private static final Duration READ_AGAIN = Duration.ofSeconds(5);

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Makes the container anew, the same in everything, and removes the old one once the new one runs.",
            ActionClass.CAREFUL,
            Aim.BRING_UP,
            RecreateSettings.MEANINGS,
            List.of("GET /info", "GET /containers/json", "GET /containers/{id}/json", "GET /images/{id}/json",
                    "POST /containers/create", "POST /networks/{id}/connect", "POST /containers/{id}/update",
                    "POST /containers/{id}/stop", "POST /containers/{id}/rename", "POST /containers/{id}/start",
                    "DELETE /containers/{id}"),
            "the container would have been created anew",
            "itself, when the new one does not run; what was in the old one's own layer is gone after that");

    private final Remaking with;
    private final Objections objections;

    public RecreateAction(Remaking with) {
        this.with = with;
        this.objections = new Objections(with);
    }

    /** What is wrong with its parameters, with what to write instead; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return RecreateSettings.problem(parameters).map(problem -> NAME + ": " + problem);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Intended intends(Job job) {
        ContainerState state = job.state();
        return state == null ? Intended.of(NAME) : new Intended(NAME, Known.first(state), false, false);
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        ContainerState state = job.state();
        if (state == null || job.container() == null) {
            return cleared.map(go -> new Outcome.Refused(ErrorClass.NOT_FOUND, "there is no container"));
        }
        with.bystanders().watch(job.act(), job.container().service().key(), state.id());
        Known known = Known.begin(job.act(), state);
        return cleared.compose(go -> objections.to(state, RecreateSettings.of(job.parameters())))
                .compose(against -> against.isPresent()
                        ? refused(job.act(), new Outcome.Refused(ErrorClass.BAD_REQUEST,
                                "not created anew: " + against.get()))
                        : with.calls()
                                .inspect(state.id())
                                .compose(now -> OneCall.against(state, now)
                                        .map(changed -> refused(job.act(), changed))
                                        .orElseGet(() -> Passage.begin(with, known))))
                .onFailure(never -> with.bystanders().forget(job.act()));
    }

    private Future<Outcome> refused(String act, Outcome outcome) {
        with.bystanders().forget(act);
        return Future.succeededFuture(outcome);
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        with.bystanders().watch(act.id(), act.service(), act.container());
        Promise<Outcome> outcome = Promise.promise();
        read(act, outcome);
        return outcome.future();
    }

    /** Nothing is done before it is known how far it came. */
    private void read(ActRecord act, Promise<Outcome> outcome) {
        with.steps()
                .notes(act.id())
                .onFailure(unread -> with.timers().after(READ_AGAIN, () -> read(act, outcome)))
                .onSuccess(notes -> Optional.ofNullable(
                        Known.of(act.id(), act.container(), notes))
                        .map(known -> {
                            if (!known.made().isEmpty()) {
                                with.bystanders().watch(act.id(), act.service(), known.made());
                            }
                            return Passage.resume(with, known, notes);
                        })
                        .orElseGet(() -> refused(act.id(),
                                new Outcome.Unknown("the journal does not say how far it came")))
                        .onSuccess(outcome::tryComplete));
    }

    @Override
    public Duration settlesWithin(Job job) {
        ContainerState state = job.state();
        return state == null ? CALLS : StopTimeout.of(state).multipliedBy(2).plus(CALLS);
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }
}
