package io.dockmedic.remediation.action.restart;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.ActionClass;
import io.dockmedic.remediation.action.ActionDescription;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Starts the container again. One that runs is first stopped with its own stop signal; it gets its own stop timeout, and
 * at least a minute where it may be writing to a volume. For one that does not run the engine is asked for a start only,
 * which leaves alone what somebody else has started by then. Right before the call it is looked at once more. The act is
 * entered in the ledger first, so that the events it causes are known for ours.
 */
public final class RestartAction implements Action {
    /** As rules write it. */
    public static final String NAME = "restart";

    private static final int RUNS_ALREADY = 304;
    private static final Duration WITH_DATA = Duration.ofSeconds(60);
    private static final Duration MARGIN = Duration.ofSeconds(60);
    /** The call's own limit, and time to spare; the engine answers no look at a container that it is starting. */
    private static final Duration START_MARGIN = Duration.ofSeconds(20);
    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Restarts the container, honouring its stop signal and timeout.",
            ActionClass.SAFE,
            Map.of(),
            List.of("GET /containers/{id}/json", "POST /containers/{id}/restart", "POST /containers/{id}/start"),
            true,
            true);

    private final EngineCalls calls;
    private final Publisher<OwnAct> ledger;
    private final Clock clock;

    public RestartAction(EngineCalls calls, Publisher<OwnAct> ledger, Clock clock) {
        this.calls = calls;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    /**
     * What does not run is looked at while the intent is being written: a start leaves alone what runs by then. What does
     * run is looked at when nothing is left to do but to call.
     */
    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        ContainerState state = job.state();
        if (state == null) {
            return Future
                    .succeededFuture(new Outcome.Refused(ErrorClass.NOT_FOUND, "there is no container to restart"));
        }
        Future<Void> noted = enter(job.act(), state.id(), call(state), OwnAct.Phase.BEGINS);
        Future<Void> entered = cleared.compose(go -> noted);
        Future<CallResult<ContainerState>> look = state.running()
                ? entered.compose(go -> calls.inspect(state.id()))
                : calls.nextLook(state.id());
        return entered.compose(
                go -> look.compose(now -> lookedAgain(job, state, now)),
                failure -> {
                    // Whatever arrived: nothing was called, so it is over.
                    enter(job.act(), state.id(), call(state), OwnAct.Phase.VOID);
                    return Future.succeededFuture(new Outcome.Refused(
                            ErrorClass.SERVER_ERROR, "the act could not be entered in the ledger"));
                });
    }

    @Override
    public Duration settlesWithin(Job job) {
        ContainerState state = job.state();
        if (state != null && !state.running()) {
            return START_MARGIN;
        }
        return (state == null ? WITH_DATA : stopTimeout(state)).plus(MARGIN);
    }

    @Override
    public void settled(String act, String containerId) {
        enter(act, containerId, NAME, OwnAct.Phase.ENDED);
    }

    /**
     * The decision may be old: the intent had to be written first. Only what still is as it was when it was decided on
     * is started or restarted, for a restart ends whatever runs now.
     */
    private Future<Outcome> lookedAgain(Job job, ContainerState decided, CallResult<ContainerState> result) {
        Outcome.@Nullable Refused refused = switch (result) {
            case CallResult.Done<ContainerState>(ContainerState now) when unchanged(decided, now) -> null;
            case CallResult.Done<ContainerState>(ContainerState now) -> new Outcome.Refused(ErrorClass.CONFLICT,
                    "not called: it has changed since the decision, it is " + now.status() + " now");
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) ->
                new Outcome.Refused(
                        error, "not called: " + message);
            case CallResult.Unknown<ContainerState>(String why) -> new Outcome.Refused(
                    ErrorClass.UNREACHABLE, "not called: it could not be looked at, " + why);
        };
        if (refused == null) {
            Future<CallResult<Void>> called = decided.running()
                    ? calls.restart(decided.id(), stopTimeout(decided))
                    : calls.start(decided.id());
            return called.map(answer -> came(job, decided, answer));
        }
        enter(job.act(), decided.id(), call(decided), OwnAct.Phase.VOID);
        return Future.succeededFuture(refused);
    }

    private static boolean unchanged(ContainerState decided, ContainerState now) {
        return decided.status().equals(now.status())
                && decided.restarting() == now.restarting()
                && Objects.equals(decided.startedAt(), now.startedAt())
                && (decided.finishedAt() == null || decided.finishedAt().equals(now.finishedAt()))
                // What has ended is not checked any more; the engine then shows unhealthy, whatever it was.
                && (!decided.running() || health(decided).equals(health(now)));
    }

    private static String health(ContainerState state) {
        return state.health() == null ? "" : state.health().status();
    }

    private Outcome came(Job job, ContainerState state, CallResult<Void> result) {
        return switch (result) {
            case CallResult.Done<Void>(Void none) -> {
                settled(job.act(), state.id());
                yield new Outcome.Done(call(state) + "ed");
            }
            case CallResult.Refused<Void>(ErrorClass error, int status, String message) when status == RUNS_ALREADY -> {
                enter(job.act(), state.id(), call(state), OwnAct.Phase.VOID);
                yield new Outcome.Refused(error, "somebody else has started it");
            }
            case CallResult.Refused<Void>(ErrorClass error, int status, String message) -> {
                settled(job.act(), state.id());
                yield new Outcome.Refused(error, message);
            }
            case CallResult.Unknown<Void>(String why) -> new Outcome.Unknown(why);
        };
    }

    /** What the engine is asked for. */
    private static String call(ContainerState state) {
        return state.running() ? NAME : "start";
    }

    private Future<Void> enter(String act, String containerId, String call, OwnAct.Phase phase) {
        return ledger.publish(new OwnAct(act, containerId, call, clock.now(), phase));
    }

    private static Duration stopTimeout(ContainerState state) {
        boolean longer = state.writableVolume() && state.stopTimeout().compareTo(WITH_DATA) < 0;
        return longer ? WITH_DATA : state.stopTimeout();
    }
}
