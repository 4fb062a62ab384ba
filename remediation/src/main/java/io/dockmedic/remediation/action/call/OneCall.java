package io.dockmedic.remediation.action.call;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call on one container, made only if it is still as it was when it was decided on. It is entered in the ledger as the
 * last thing before, so that the events it causes are known for ours and hardly anything that comes before it is taken for
 * ours too. That it may have been made is in the journal by then, with its intent.
 */
public final class OneCall {
    private final EngineCalls calls;
    private final Publisher<OwnAct> ledger;
    private final Clock clock;

    public OneCall(EngineCalls calls, Publisher<OwnAct> ledger, Clock clock) {
        this.calls = calls;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Does it once {@code cleared}; as {@link io.dockmedic.remediation.action.Action#perform}. */
    Future<Outcome> perform(Job job, ContainerState state, Asked asked, Future<Void> cleared) {
        Future<Optional<Outcome.Refused>> against = cleared.compose(go -> asked.against().get());
        Optional<Future<CallResult<ContainerState>>> beside = asked.beside()
                ? Optional.of(calls.nextLook(state.id()))
                : Optional.empty();
        return against.compose(
                stands -> stands.isPresent()
                        ? notCalled(job, state, asked.word(), stands.get())
                        : beside.orElseGet(() -> calls.inspect(state.id()))
                                .compose(now -> lookedAgain(job, state, asked, now)),
                never -> notCalled(job, state, asked.word(),
                        new Outcome.Refused(ErrorClass.CONFLICT, "not called: " + never.getMessage())));
    }

    /** Does nothing once {@code cleared}, for something stands against it. */
    Future<Outcome> refuse(Job job, ContainerState state, String word, Outcome refused, Future<Void> cleared) {
        return cleared.transform(either -> notCalled(job, state, word, refused));
    }

    /** An act that was not answered has settled. */
    void over(String act, String containerId, String word) {
        enter(act, containerId, word, clock.now(), OwnAct.Phase.ENDED);
    }

    /**
     * The decision may be old: the intent had to be written first. Only what still is as it was when it was decided on
     * is called upon, for a restart, say, ends whatever runs now.
     */
    private Future<Outcome> lookedAgain(
            Job job, ContainerState decided, Asked asked, CallResult<ContainerState> result) {
        boolean goesOn = asked.anyRun() && isUp(decided)
                && result instanceof CallResult.Done<ContainerState>(ContainerState now) && isUp(now);
        Optional<Outcome> refused = (goesOn ? Optional.<Outcome>empty() : against(decided, result))
                .or(() -> changed(asked, result));
        return refused.isPresent()
                ? notCalled(job, decided, asked.word(), refused.get())
                : enter(job.act(), decided.id(), asked.word(), clock.now(), OwnAct.Phase.BEGINS).compose(
                        in -> asked.call().get().map(answer -> came(job, decided, asked, answer)),
                        failure -> notCalled(job, decided, asked.word(), new Outcome.Refused(
                                ErrorClass.SERVER_ERROR, "the act could not be entered in the ledger")));
    }

    /** Whatever has arrived of its beginning: it is over. */
    private Future<Outcome> notCalled(Job job, ContainerState decided, String word, Outcome refused) {
        enter(job.act(), decided.id(), word, clock.now(), OwnAct.Phase.VOID);
        return Future.succeededFuture(refused);
    }

    /** What a last look has against the call; empty when nothing. */
    public static Optional<Outcome> against(ContainerState decided, CallResult<ContainerState> result) {
        Outcome.@Nullable Refused refused = switch (result) {
            case CallResult.Done<ContainerState>(ContainerState now) when unchanged(decided, now) -> null;
            case CallResult.Done<ContainerState>(ContainerState now) -> new Outcome.Refused(ErrorClass.CONFLICT,
                    "not called: it has changed since the decision, it is " + is(decided, now) + " now");
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) ->
                new Outcome.Refused(
                        error, "not called: " + message);
            case CallResult.Unknown<ContainerState>(String why) -> new Outcome.Refused(
                    ErrorClass.UNREACHABLE, "not called: it could not be looked at, " + why);
        };
        return Optional.ofNullable(refused);
    }

    private static Optional<Outcome> changed(Asked asked, CallResult<ContainerState> result) {
        return result instanceof CallResult.Done<ContainerState>(ContainerState now) && !asked.onlyIf().test(now)
                ? Optional.of(new Outcome.Refused(ErrorClass.CONFLICT,
                        "not called: somebody has changed it since the decision"))
                : Optional.empty();
    }

    private static boolean unchanged(ContainerState decided, ContainerState now) {
        return decided.status().equals(now.status())
                && decided.restarting() == now.restarting()
                && Objects.equals(decided.startedAt(), now.startedAt())
                && (decided.finishedAt() == null || decided.finishedAt().equals(now.finishedAt()))
                // What has ended is not checked any more; the engine then shows unhealthy, whatever it was.
                && (!decided.running() || health(decided).equals(health(now)));
    }

    /** It runs, or the engine is about to start it again: nobody has stopped or paused it. */
    private static boolean isUp(ContainerState state) {
        return (state.running() || state.restarting()) && !state.paused();
    }

    /** What runs as before may have become healthy: that is what is to be said then. */
    private static String is(ContainerState decided, ContainerState now) {
        boolean onlyItsHealth = decided.status().equals(now.status()) && !health(decided).equals(health(now));
        return onlyItsHealth ? now.status() + " and " + health(now) : now.status();
    }

    private static String health(ContainerState state) {
        return state.health() == null ? "" : state.health().status();
    }

    private Outcome came(Job job, ContainerState state, Asked asked, CallResult<Void> result) {
        return switch (result) {
            case CallResult.Done<Void>(Void none) -> {
                enter(job.act(), state.id(), asked.word(), clock.now().plus(asked.shows()), OwnAct.Phase.ENDED);
                yield new Outcome.Done(asked.done());
            }
            case CallResult.Refused<Void> refused when refused.isSoAlready() -> {
                enter(job.act(), state.id(), asked.word(), clock.now(), OwnAct.Phase.VOID);
                yield new Outcome.Refused(refused.error(), asked.already());
            }
            // It may have come as far as the signal, and the death that this asks for may still come.
            case CallResult.Refused<Void>(ErrorClass error, int status, String message) when error == ErrorClass.SERVER_ERROR
                    && takesDown(asked) ->
                new Outcome.Unknown(error.word() + ": " + message);
            case CallResult.Refused<Void>(ErrorClass error, int status, String message) -> {
                over(job.act(), state.id(), asked.word());
                yield new Outcome.Refused(error, message);
            }
            case CallResult.Unknown<Void>(String why) -> new Outcome.Unknown(why);
        };
    }

    private boolean takesDown(Asked asked) {
        return new OwnAct("", "", asked.word(), clock.now(), OwnAct.Phase.BEGINS).takesDown();
    }

    private Future<Void> enter(String act, String containerId, String word, Instant at, OwnAct.Phase phase) {
        return ledger.publish(new OwnAct(act, containerId, word, at, phase));
    }
}
