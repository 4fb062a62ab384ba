package io.dockmedic.remediation.action.network;

import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for networks that a container was on when it last ran well, and is not on now. Those that somebody has taken it off
 * under our eyes are not among them: that it was there is forgotten then.
 */
final class Search {
    private final Reconnecting with;

    Search(Reconnecting with) {
        this.with = with;
    }

    /** The future never fails. */
    Future<Found> of(Container container) {
        return with.runs()
                .of(container.service().key())
                .compose(good -> good.map(run -> since(run, container))
                        .orElseGet(() -> nothing("it is not known to have run well")))
                .otherwise(unread -> new Found.Nothing("the journal does not say how it ran well"));
    }

    private Future<Found> since(GoodRun good, Container container) {
        if (!good.container().equals(container.id())) {
            return nothing("it was made anew since it last ran well, and is on the networks that it was made for");
        }
        if (good.endpoints().isEmpty()) {
            return nothing("of no network is it known that it was there when it last ran well");
        }
        return with.remakes().blueprint(container.id()).compose(seen -> switch (seen) {
            case CallResult.Done<Blueprint>(Blueprint now) -> lacking(good, now, container);
            case CallResult.Refused<Blueprint>(ErrorClass error, int status, String message) ->
                nothing("it could not be looked at: " + message);
            case CallResult.Unknown<Blueprint>(String why) -> nothing("it could not be looked at: " + why);
        });
    }

    private Future<Found> lacking(GoodRun good, Blueprint now, Container container) {
        Map<String, String> lost = new HashMap<>(good.endpoints());
        lost.keySet().removeAll(now.endpoints().keySet());
        return lost.isEmpty()
                ? nothing("it is on all the networks that it was on when it last ran well")
                : with.calls()
                        .inspect(container.id())
                        .map(state -> Lacking.of(lost, doubt(good, container, state)));
    }

    /** What was not seen may have been somebody's doing; so may be what came with something that was. */
    private String doubt(GoodRun good, Container container, CallResult<ContainerState> now) {
        Optional<Touch> touch = with.touches().apply(container.service().key(), good.at()).takeover();
        if (touch.isPresent()) {
            return "somebody did " + touch.get().action() + " at " + with.clock().shown(touch.get().at())
                    + ", and may have taken it off";
        }
        Instant seenAt = with.clock().shown(good.at());
        boolean sameRun = now instanceof CallResult.Done<ContainerState>(ContainerState state)
                && state.startedAt() != null && !state.startedAt().isAfter(seenAt);
        if (!sameRun) {
            return "it was down since it was last seen there, at " + seenAt
                    + ": somebody may have taken it off then, which is not heard of";
        }
        Instant since = with.engineSince().get();
        return since == null || since.isAfter(good.at())
                ? "the engine was out of sight since it was last seen there, at " + with.clock().shown(good.at())
                        + ": somebody may have taken it off"
                : "";
    }

    private static Future<Found> nothing(String why) {
        return Future.succeededFuture(new Found.Nothing(why));
    }
}
