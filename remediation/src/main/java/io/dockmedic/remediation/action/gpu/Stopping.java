package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.action.shared.Rejoining;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stops the containers that use a GPU one after the other, each before what it depends on. Whatever stands against it, or
 * cannot be seen, ends it, and what was stopped by then is brought back. To be used once, on one context.
 */
final class Stopping {
    private static final Duration TICK = Duration.ofSeconds(1);
    /** What was not answered and does not show by then, will not happen. */
    private static final Duration SETTLES = Duration.ofSeconds(20);
    /** An engine that is away for so long is waited for only to bring back what is down. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String NOT_STOPPED = " is not stopped: ";

    private final OnGpu with;
    private final Chronicle chronicle;
    private final Promise<Void> over = Promise.promise();
    private @Nullable Instant unseenSince;
    /** The one in which nobody was a moment ago; empty for none. */
    private String nobodyIn = "";
    private Instant showsBy;

    Stopping(OnGpu with, Chronicle chronicle) {
        this.with = with;
        this.chronicle = chronicle;
        this.showsBy = with.clock().now();
    }

    /** Completes when all are down, or something is amiss. */
    Future<Void> all() {
        look();
        return over.future();
    }

    private Optional<Drained> next() {
        return chronicle.now()
                .drained()
                .reversed()
                .stream()
                .filter(one -> one.is(Drained.State.UP) || one.is(Drained.State.STOPPING))
                .findFirst();
    }

    private void look() {
        Optional<Drained> next = next();
        Optional<String> takeover = takeover(with, chronicle);
        if (next.isEmpty() && takeover.isEmpty()) {
            over.complete();
        } else if (takeover.isPresent()) {
            amiss(takeover.get());
        } else {
            next.ifPresent(one -> with.calls()
                    .inspect(one.id())
                    .compose(result -> {
                        seen(one, result);
                        return Future.succeededFuture();
                    })
                    .onFailure(broken -> amiss("it broke off at " + one.name() + ": " + broken)));
        }
    }

    /** What somebody did meanwhile to what we stop: they have the right of way. */
    static Optional<String> takeover(OnGpu with, Chronicle chronicle) {
        return with.bystanders()
                .lastTakeover(chronicle.now().act())
                .map(deed -> "somebody did " + deed.what() + " on " + deed.name()
                        + " in the middle and has the right of way");
    }

    private void amiss(String why) {
        chronicle.amiss(why).onComplete(noted -> over.tryComplete());
    }

    private void seen(Drained one, CallResult<ContainerState> result) {
        switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> {
                unseenSince = null;
                found(one, state);
            }
            case CallResult.Refused<ContainerState> refused when refused.error() == ErrorClass.NOT_FOUND ->
                becomes(one.becomes(Drained.State.LEFT, "it is gone"));
            case CallResult.Refused<ContainerState> refused -> unseen(one, refused.message());
            case CallResult.Unknown<ContainerState>(String why) -> unseen(one, why);
        }
    }

    private void unseen(Drained one, String why) {
        Instant now = with.clock().now();
        Instant since = unseenSince == null ? now : unseenSince;
        unseenSince = since;
        if (now.isBefore(since.plus(PATIENCE))) {
            again();
        } else {
            amiss(one.name() + " cannot be looked at: " + why);
        }
    }

    private void again() {
        nobodyIn = "";
        with.timers().after(TICK, this::look);
    }

    private void becomes(Drained now) {
        chronicle.becomes(now).onComplete(noted -> look());
    }

    private void found(Drained one, ContainerState state) {
        boolean asked = one.is(Drained.State.STOPPING);
        if (one.anotherRun(state)) {
            amiss(one.name() + " was started anew in the middle");
        } else if (!state.running() && asked) {
            becomes(one.becomes(Drained.State.DOWN, ""));
        } else if (!state.running()) {
            becomes(one.becomes(Drained.State.LEFT, "it had ended by itself"));
        } else if (asked && with.clock().now().isBefore(showsBy)) {
            again();
        } else if (asked) {
            amiss(one.name() + " does not end");
        } else {
            with.mayGoOn()
                    .apply(chronicle.now().act(), one.id())
                    .otherwise(false)
                    .onSuccess(may -> {
                        if (may) {
                            unlessInside(one, state);
                        } else {
                            amiss("acts on " + one.name() + " are held up meanwhile");
                        }
                    });
        }
    }

    /** Who said yes may not know of them. To ask takes a while, so everything is looked at again after it. */
    private void unlessInside(Drained one, ContainerState state) {
        if (nobodyIn.equals(one.id())) {
            nobodyIn = "";
            stop(one, state);
        } else {
            with.people()
                    .apply(one.id())
                    .onSuccess(company -> company.against()
                            .ifPresentOrElse(why -> amiss(one.name() + NOT_STOPPED + why),
                                    () -> unlessFull(one, state)));
        }
    }

    private void unlessFull(Drained one, ContainerState state) {
        with.room()
                .against()
                .onSuccess(full -> full.ifPresentOrElse(why -> amiss(one.name() + NOT_STOPPED + why),
                        () -> unlessCutOff(one, state)));
    }

    /** What could not join the network again that it shares would stay down. */
    private void unlessCutOff(Drained one, ContainerState state) {
        Rejoining.against(with.calls(), state, one.name() + NOT_STOPPED)
                .onSuccess(against -> against.ifPresentOrElse(refused -> amiss(refused.message()), () -> {
                    nobodyIn = one.id();
                    look();
                }));
    }

    private void stop(Drained one, ContainerState state) {
        Duration timeout = StopTimeout.of(state);
        showsBy = with.clock().now().plus(timeout).plus(SETTLES);
        with.bystanders().ends(chronicle.now().act(), one.id(), one.run());
        chronicle.call(one.called(Drained.State.STOPPING), "stop", false,
                () -> with.changes().stop(one.id(), timeout))
                .onSuccess(came -> {
                    if (came.isEmpty()) {
                        amiss("that " + one.name() + " is stopped could not be written down");
                    } else if (came.get() instanceof CallResult.Refused<Void> refused && !refused.isSoAlready()) {
                        amiss(one.name() + " cannot be stopped: " + refused.message());
                    } else {
                        look();
                    }
                });
    }
}
