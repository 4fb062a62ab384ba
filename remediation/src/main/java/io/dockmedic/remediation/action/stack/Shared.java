package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.vertx.core.Future;
import java.util.Optional;

/** How it is with the one whose network, memory or processes a container shares. */
enum Shared {
    /** There is none, or it is the run with which it was found. */
    AS_IT_WAS,
    /** Another run of it: what shared the one before is cut off until it is restarted. */
    ANEW,
    /** It does not run: what is restarted now would not come up. */
    DOWN,
    /** It could not be seen. */
    UNSEEN;

    /** The worst of them all. The future never fails. */
    static Future<Shared> of(Turn turn, Progress progress, EngineCalls calls) {
        Future<Shared> worst = Future.succeededFuture(AS_IT_WAS);
        for (String id : turn.livesOn()) {
            Optional<Turn> host = progress.turns().stream().filter(one -> one.id().equals(id)).findFirst();
            worst = worst.compose(before -> calls.inspect(id).map(result -> {
                Shared now = of(host, result);
                return now.compareTo(before) > 0 ? now : before;
            }));
        }
        return worst;
    }

    private static Shared of(Optional<Turn> host, CallResult<ContainerState> result) {
        return switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) when !state.running() || state.restarting() ->
                DOWN;
            case CallResult.Done<ContainerState>(ContainerState state) ->
                host.filter(one -> one.anotherRun(state)).isPresent() ? ANEW : AS_IT_WAS;
            case CallResult.Refused<ContainerState> refused when refused.error() == ErrorClass.NOT_FOUND -> DOWN;
            case CallResult.Refused<ContainerState> refused -> UNSEEN;
            case CallResult.Unknown<ContainerState> unknown -> UNSEEN;
        };
    }
}
