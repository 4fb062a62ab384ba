package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.action.shared.Rejoining;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a container still, and lets it go on again: that it is held is written down before, and who finds that brings it back. To be
 * used once, on one context.
 */
final class Hold {
    private final Backing with;
    private final String act;
    private final String container;
    /** Whether this is what another has begun. */
    private final boolean resumed;
    /** Whether it is looked at in the end, although it was not held. */
    private final boolean watched;
    private final Parts parts;
    private Grip grip;

    private Hold(Backing with, String act, String container, Grip grip, boolean watched, boolean resumed, int calls) {
        this.with = with;
        this.act = act;
        this.container = container;
        this.grip = grip;
        this.watched = watched;
        this.resumed = resumed;
        this.parts = new Parts(with, act, container, calls);
    }

    /** One that runs; what does not run is still already, and it is looked at afterwards whether it was all the while. */
    static Hold of(Backing with, String act, ContainerState state, Quiet how) {
        Quiet needed = state.running() ? how : Quiet.NONE;
        Duration stops = needed == Quiet.STOP ? StopTimeout.of(state) : Duration.ZERO;
        return new Hold(with, act, state.id(),
                new Grip(needed, with.clock().now(), Grip.run(state), stops, false), how != needed, false, 0);
    }

    /** One that was taken before, or may have been; empty where none was. */
    static Optional<Hold> left(Backing with, String act, String container, Map<String, String> notes) {
        return Grip.of(notes, with.clock().now())
                .filter(grip -> grip.how() != Quiet.NONE)
                .map(grip -> new Hold(with, act, container, grip, false, true, Parts.made(notes)));
    }

    /** Whether it was held by us at all. */
    boolean holds() {
        return grip.how() != Quiet.NONE;
    }

    /**
     * Holds it. The future never fails.
     *
     * @return why it is not held; empty when it is. It is to be given back either way: what was not answered may come true
     */
    Future<Optional<String>> take() {
        if (!holds()) {
            return Future.succeededFuture(Optional.empty());
        }
        grip = grip.since(with.clock().now());
        ends();
        return parts.call(grip.how().word(), grip.notes(), false,
                () -> nobodyInside().compose(why -> why.isEmpty()
                        ? with.calls().inspect(container).compose(this::lookedAt)
                        : against(why)))
                .compose(this::taken);
    }

    private void ends() {
        if (grip.how() == Quiet.STOP && !grip.run().isEmpty()) {
            with.bystanders().ends(act, container, grip.run());
        }
    }

    /** It was looked at long ago, and the engine may have started it again since: what runs now is another run then. */
    private Future<CallResult<Void>> lookedAt(CallResult<ContainerState> result) {
        if (!(result instanceof CallResult.Done<ContainerState>(ContainerState now))) {
            return against("it could not be looked at right before");
        }
        if (!now.running() || now.restarting() || now.paused() || !grip.sameRun(now)) {
            return against("it has changed since the decision, it is " + now.status() + " now");
        }
        return grip.how() == Quiet.STOP
                ? startsAgain(now).compose(why -> why.isPresent()
                        ? against(why.get())
                        : with.changes().stop(container, grip.stops()))
                : with.changes().pause(container);
    }

    /** Why it would not, were it stopped now; empty where nothing is known against it. */
    private Future<Optional<String>> startsAgain(ContainerState now) {
        return with.room()
                .against()
                .compose(full -> full.isPresent()
                        ? Future.succeededFuture(full)
                        : Rejoining.against(with.calls(), now, "")
                                .map(cutOff -> cutOff.map(Outcome.Refused::message)));
    }

    /** Empty, or why it is not stopped: asked first, for that takes a while. */
    private Future<String> nobodyInside() {
        return grip.how() == Quiet.STOP
                ? with.people().apply(container).map(company -> company.against().orElse(""))
                : Future.succeededFuture("");
    }

    private static Future<CallResult<Void>> against(String why) {
        return Future.succeededFuture(new CallResult.Refused<>(ErrorClass.CONFLICT, 0, why));
    }

    private Future<Optional<String>> taken(CallResult<Void> result) {
        return switch (result) {
            case CallResult.Done<Void> done -> {
                grip = grip.certain();
                yield with.calls().inspect(container).compose(this::held);
            }
            // If it is paused or down by now, somebody else did that.
            case CallResult.Refused<Void> refused when !Parts.mayHaveBegun(grip.how().word(), refused) -> {
                grip = grip.none();
                yield parts.noted(grip.notes()).map(noted -> Optional.of(refused.message()));
            }
            case CallResult.Refused<Void>(ErrorClass error, int status, String message) ->
                Future.succeededFuture(Optional.of(message));
            case CallResult.Unknown<Void>(String why) -> Future.succeededFuture(Optional.of(why));
        };
    }

    /** Which run is held is known only by a look: between the last one and the call it may have become another. */
    private Future<Optional<String>> held(CallResult<ContainerState> result) {
        Optional<String> against = Optional.empty();
        if (!(result instanceof CallResult.Done<ContainerState>(ContainerState now))) {
            grip = grip.inRun("");
            against = Optional.of("it could not be looked at right after");
        } else if (grip.standsIn(now)) {
            grip = grip.inRun(Grip.run(now));
        } else {
            against = Optional.of("it is " + now.status() + " all the same");
        }
        Optional<String> why = against;
        return parts.noted(grip.notes()).map(noted -> why);
    }

    /** Lets it go on, however long that takes while the engine does not answer. The future never fails. */
    Future<Back> giveBack() {
        ends();
        return holds() || watched
                ? new Release(with, act, container, grip, parts, resumed).go()
                : Future.succeededFuture(new Back.Up(true));
    }
}
