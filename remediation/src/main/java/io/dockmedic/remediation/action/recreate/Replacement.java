package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.action.shared.Rejoining;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Puts a new container in the place of one, on the same image or on another: the new one is made first, the old one is kept
 * until the new one has shown that it runs, and whatever goes wrong until then, one of the two is back. What the actions
 * that do so have in common.
 */
public final class Replacement {
    /** As rules write it. */
    public static final String RECREATE = "recreate";
    /** As rules write it. */
    public static final String ROLLBACK = "rollback";

    private static final String STOP = "stop";
    private static final Duration CALLS = Duration.ofMinutes(5);
    private static final Duration READ_AGAIN = Duration.ofSeconds(5);

    /** What is to be done, now that it was looked at. */
    public sealed interface Way {
        /** Nothing. */
        record Against(String why, ErrorClass error) implements Way {
            /** Nor later. */
            public Against(String why) {
                this(why, ErrorClass.BAD_REQUEST);
            }
        }

        /** The same on its own image. */
        record Same() implements Way {}

        /** The same on its own image for the network of that container, by its full id, in the place of one that is gone. */
        record Into(String container) implements Way {}

        /** The same on another image, by its full id. */
        record Onto(String image) implements Way {}
    }

    private final Remaking with;
    private final Objections objections;

    public Replacement(Remaking with) {
        this.with = with;
        this.objections = new Objections(with);
    }

    /** What stands against putting one on another image in its place; empty when nothing does. The future never fails. */
    public Future<Optional<String>> againstAnotherImage(ContainerState state) {
        return objections.toAnotherImage(state);
    }

    /** Whether it was put back because the new one did not keep running. */
    public static boolean didNotRun(Outcome.Undone undone) {
        return undone.why().startsWith(Moves.DID_NOT_RUN);
    }

    /** As {@link io.dockmedic.remediation.action.Action#intends}. */
    public static Intended intends(String action, Job job) {
        ContainerState state = job.state();
        return state == null ? Intended.of(action) : new Intended(action, Known.first(state), false, false);
    }

    /**
     * Does it once {@code cleared}; as {@link io.dockmedic.remediation.action.Action#perform}.
     *
     * @param way what is to be done; asked right before. The future never fails
     */
    public Future<Outcome> perform(Job job, Future<Void> cleared, Function<ContainerState, Future<Way>> way) {
        ContainerState state = job.state();
        if (state == null || job.container() == null) {
            return cleared.map(go -> new Outcome.Refused(ErrorClass.NOT_FOUND, "there is no container"));
        }
        with.bystanders().watch(job.act(), job.container().service().key(), state.id());
        return cleared.compose(go -> way.apply(state)).compose(what -> switch (what) {
            case Way.Against(String why, ErrorClass error) -> refused(job.act(), new Outcome.Refused(error, why));
            case Way.Same same -> unchanged(job, state, Known.begin(job.act(), state));
            case Way.Into(String container) ->
                unchanged(job, state, Known.begin(job.act(), state).into(container));
            case Way.Onto(String image) -> with.calls()
                    .inspect(state.id())
                    .compose(now -> againstOnto(state, now)
                            .map(against -> refused(job.act(), against))
                            .orElseGet(() -> unlessCutOff(image, job.act(),
                                    ((CallResult.Done<ContainerState>) now).value())));
        }).onFailure(never -> with.bystanders().forget(job.act()));
    }

    private Future<Outcome> unchanged(Job job, ContainerState state, Known known) {
        return with.calls()
                .inspect(state.id())
                .compose(now -> OneCall.against(state, now)
                        .map(changed -> refused(job.act(), changed))
                        .orElseGet(() -> Passage.begin(with, known)));
    }

    /** The engine's policy starts it again and again; without one, whoever has started it has it in hand. */
    private Optional<Outcome> againstOnto(ContainerState decided, CallResult<ContainerState> now) {
        if (!(now instanceof CallResult.Done<ContainerState>(ContainerState is))
                || (is.restartPolicy().equals(Known.NONE) && !runsWell(is))) {
            return OneCall.against(decided, now);
        }
        if (is.paused()) {
            return Optional.of(new Outcome.Refused(ErrorClass.CONFLICT, "not called: it is paused"));
        }
        return runsWell(is)
                ? Optional.of(new Outcome.Refused(ErrorClass.CONFLICT,
                        "not called: it runs well by now, since " + is.startedAt()))
                : Optional.empty();
    }

    /** On neither image it would start again. */
    private Future<Outcome> unlessCutOff(String image, String act, ContainerState now) {
        return (now.running()
                ? Rejoining.against(with.calls(), now, "not called: ")
                : Future.succeededFuture(Optional.<Outcome.Refused>empty()))
                .compose(against -> against.isPresent() ? refused(act, against.get()) : onto(image, act, now));
    }

    private boolean runsWell(ContainerState is) {
        return is.runsWell(with.clock().shown(with.clock().now()));
    }

    /** What dies again and again has had another run since it was decided on, and is put back as it is now. */
    private Future<Outcome> onto(String image, String act, ContainerState now) {
        Known known = Known.begin(act, now).onto(image);
        return with.steps()
                .note(act, Known.first(now))
                .compose(noted -> with.steps().note(act, known.notes()))
                .compose(noted -> Passage.begin(with, known),
                        unwritten -> refused(act, new Outcome.Refused(ErrorClass.SERVER_ERROR,
                                "it could not be written down before")));
    }

    private Future<Outcome> refused(String act, Outcome outcome) {
        with.bystanders().forget(act);
        return Future.succeededFuture(outcome);
    }

    /** As {@link io.dockmedic.remediation.action.SelfSettling#settle}. */
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
                            return stopped(act, known, notes).compose(done -> Passage.resume(with, known, notes));
                        })
                        .orElseGet(() -> refused(act.id(),
                                new Outcome.Unknown("the journal does not say how far it came")))
                        .onSuccess(outcome::tryComplete));
    }

    /** What was being stopped by us when we ended may be found down only now; what ended later is not ours. Never fails. */
    private Future<Void> stopped(ActRecord act, Known known, Map<String, String> notes) {
        if (!notes.getOrDefault(Calling.STEP, "").equals(STOP)) {
            return Future.succeededFuture();
        }
        String of = notes.getOrDefault(Calling.OF, "");
        Promise<Void> looked = Promise.promise();
        look(of, looked, state -> {
            Clock clock = with.clock();
            Instant latest = clock.shown(act.notAfter(clock.now()).deadline());
            if (!StopTimeout.endedLate(state, latest, StopTimeout.of(state))) {
                boolean old = of.equals(known.old());
                with.bystanders().ends(known.act(), of, old ? Objects.toString(known.run(), "") : "");
            }
        });
        return looked.future();
    }

    private void look(String container, Promise<Void> looked, Consumer<ContainerState> seen) {
        with.calls().inspect(container).onComplete(asked -> {
            if (asked.result() instanceof CallResult.Done<ContainerState>(ContainerState state)) {
                seen.accept(state);
                looked.complete();
            } else if (asked.result() instanceof CallResult.Refused<ContainerState> refused
                    && refused.error() == ErrorClass.NOT_FOUND) {
                looked.complete();
            } else {
                with.timers().after(READ_AGAIN, () -> look(container, looked, seen));
            }
        });
    }

    /** As {@link io.dockmedic.remediation.action.Action#settlesWithin}. */
    public static Duration settlesWithin(Job job) {
        ContainerState state = job.state();
        return state == null ? CALLS : StopTimeout.of(state).multipliedBy(2).plus(CALLS);
    }
}
