package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Looks right before the reset whether what was stopped is down still: an engine that ended in the middle starts containers when it
 * comes back, as their restart policies say, and they need not have opened the GPU yet. Changes nothing. To be used on one context.
 */
final class StillDown {
    private static final Duration TICK = Duration.ofSeconds(2);
    /** An engine that does not answer is waited for so long. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final OnGpu with;

    StillDown(OnGpu with) {
        this.with = with;
    }

    /** Why not, for a person; empty where all of them are down. What cannot be looked at is not known to be. Never fails. */
    Future<String> against(List<Drained> drained) {
        return from(drained, 0, with.clock().now().plus(PATIENCE)).otherwise(broken -> "it broke off: " + broken);
    }

    private Future<String> from(List<Drained> drained, int next, Instant until) {
        if (next == drained.size()) {
            return Future.succeededFuture("");
        }
        Drained one = drained.get(next);
        return with.calls().inspect(one.id()).compose(result -> switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) when state.running() || state.restarting() ->
                Future.succeededFuture(one.name() + " was started in the middle, by the engine or by somebody");
            case CallResult.Done<ContainerState> down -> from(drained, next + 1, until);
            case CallResult.Refused<ContainerState> gone when gone.error() == ErrorClass.NOT_FOUND ->
                from(drained, next + 1, until);
            case CallResult.Refused<ContainerState> refused -> again(drained, next, until, refused.message());
            case CallResult.Unknown<ContainerState>(String why) -> again(drained, next, until, why);
        });
    }

    private Future<String> again(List<Drained> drained, int next, Instant until, String why) {
        if (!with.clock().now().isBefore(until)) {
            return Future
                    .succeededFuture("whether " + drained.get(next).name() + " is down still cannot be seen: " + why);
        }
        Promise<String> later = Promise.promise();
        // From the first one on: the engine may have started any of them meanwhile.
        with.timers().after(TICK, () -> from(drained, 0, until).onComplete(later));
        return later.future();
    }
}
