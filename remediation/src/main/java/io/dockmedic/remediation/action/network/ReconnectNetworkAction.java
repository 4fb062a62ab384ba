package io.dockmedic.remediation.action.network;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
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
import java.util.function.Function;

/**
 * Puts a container that runs back on the networks that it was on when it last ran well and is not on now, with the same names
 * and fixed addresses; never on one that somebody has taken it off.
 */
public final class ReconnectNetworkAction implements SelfSettling {
    /** As rules write it. */
    public static final String NAME = "reconnect-network";

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Puts the container back on networks that it was on when it last ran well, and is not on now.",
            ActionClass.CAREFUL,
            Aim.TEND,
            Map.of(),
            List.of("GET /containers/{id}/json", "POST /networks/{id}/connect"),
            "the container would have been put back on its networks",
            "docker network disconnect NETWORK NAME, for each that the outcome names")
            .example("{action: reconnect-network, verify: {http: {port: 8080, path: /health}, within: 1m}}");

    private static final String NOT = "not connected: ";
    private static final Duration CALLS = Duration.ofSeconds(60);

    private final Reconnecting with;
    private final Search search;

    public ReconnectNetworkAction(Reconnecting with) {
        this.with = with;
        this.search = new Search(with);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Future<String> wouldDo(Job job) {
        return found(job, ABOUT.dryRun(), found -> switch (found) {
            case Found.Nothing(String why) -> "nothing: " + why;
            case Lacking lacking -> ABOUT.dryRun() + ": " + lacking.words()
                    + (lacking.doubt().isEmpty() ? "" : "; but a person has to say yes: " + lacking.doubt());
        });
    }

    @Override
    public Future<String> closeDoubt(Job job) {
        return found(job, "", found -> found instanceof Lacking lacking && !lacking.doubt().isEmpty()
                ? lacking.doubt() + ": a person has to say yes"
                : "");
    }

    @Override
    public Future<String> toApprove(Job job) {
        Container container = job.container();
        return container == null
                ? Future.failedFuture(NOT + "there is no container")
                : search.of(container).compose(found -> switch (found) {
                    case Found.Nothing(String why) -> Future.failedFuture(NOT + why);
                    case Lacking lacking -> Future.succeededFuture(asked(lacking));
                });
    }

    private static String asked(Lacking lacking) {
        return "Puts it back on " + lacking.words() + "."
                + (lacking.doubt().isEmpty() ? "" : " But " + lacking.doubt() + ".");
    }

    private <T> Future<T> found(Job job, T without, Function<Found, T> words) {
        Container container = job.container();
        return container == null ? Future.succeededFuture(without) : search.of(container).map(words);
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        ContainerState state = job.state();
        Container container = job.container();
        if (state == null || container == null) {
            return cleared.map(go -> new Outcome.Refused(ErrorClass.NOT_FOUND, "there is no container"));
        }
        return cleared.compose(go -> search.of(container)).compose(found -> switch (found) {
            case Found.Nothing(String why) -> refused(ErrorClass.BAD_REQUEST, why);
            case Lacking lacking -> notApproved(job, lacking)
                    .map(why -> refused(ErrorClass.CONFLICT, why))
                    .orElseGet(() -> begin(job, state, lacking));
        });
    }

    /** An approval is for what was asked. */
    private static Optional<String> notApproved(Job job, Lacking lacking) {
        if (job.approved().isEmpty()) {
            return lacking.doubt().isEmpty() ? Optional.empty() : Optional.of(lacking.doubt());
        }
        return job.approved().contains("on " + lacking.words() + ".")
                ? Optional.empty()
                : Optional.of("what was approved is not what would be done now: " + asked(lacking));
    }

    private Future<Outcome> begin(Job job, ContainerState state, Lacking lacking) {
        return with.calls()
                .inspect(state.id())
                .compose(now -> OneCall.against(state, now)
                        .or(() -> against(state))
                        .map(Future::succeededFuture)
                        .orElseGet(() -> new Joins(with, job.act(), state, lacking).all()));
    }

    /** What does not run is put on its networks by its start. */
    private static Optional<Outcome> against(ContainerState state) {
        return state.running() && !state.paused() && !state.restarting()
                ? Optional.empty()
                : Optional.of(new Outcome.Refused(ErrorClass.BAD_REQUEST,
                        NOT + "it needs a container that runs, and it is " + state.status()));
    }

    private static Future<Outcome> refused(ErrorClass error, String why) {
        return Future.succeededFuture(new Outcome.Refused(error, NOT + why));
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        return new Ending(with, act).find();
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
