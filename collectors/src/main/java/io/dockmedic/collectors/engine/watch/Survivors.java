package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Whether anything that ran before we were away still does, in the same run: then the engine was not gone meanwhile, or left alone
 * what it found ({@code live-restore}). One that comes back otherwise stops all that still runs. Asked at most once, and only when
 * it matters. For one context.
 */
final class Survivors {
    /** So many are looked at; where none of them runs on, it is not known. */
    private static final int MOST = 16;

    private final EngineCalls calls;
    private final Map<String, Instant> ran;
    private @Nullable Future<Boolean> any;

    /** @param ran what ran before, with the beginnings of those runs, by container id */
    Survivors(EngineCalls calls, Map<String, Instant> ran) {
        this.calls = calls;
        this.ran = Map.copyOf(ran);
    }

    /** False also where the engine does not answer. */
    Future<Boolean> any() {
        Future<Boolean> asked = any;
        if (asked == null) {
            asked = among(new ArrayDeque<>(ran.keySet().stream().limit(MOST).toList()));
            any = asked;
        }
        return asked;
    }

    private Future<Boolean> among(Queue<String> left) {
        String id = left.poll();
        return id == null
                ? Future.succeededFuture(false)
                : calls.inspect(id)
                        .compose(result -> runsOn(id, result)
                                ? Future.succeededFuture(true)
                                : among(left));
    }

    private boolean runsOn(String id, CallResult<ContainerState> result) {
        return result instanceof CallResult.Done<ContainerState>(ContainerState state)
                && state.running()
                && !state.restarting()
                && Objects.equals(ran.get(id), state.startedAt());
    }
}
