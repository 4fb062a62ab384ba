package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Calls into one GPU, one after the other: who comes while another is in it waits until that has come back, or is given up.
 * For one context.
 */
final class Turns {
    private final HangGuard guard;
    private final Duration deadline;
    private final Map<String, Future<Void>> last = new HashMap<>();

    /** @param deadline for each, from when it is its turn */
    Turns(HangGuard guard, Duration deadline) {
        this.guard = guard;
        this.deadline = deadline;
    }

    /** As {@link HangGuard#call}, when all before it of the same key are over. */
    <T> Future<T> call(String key, Callable<T> work) {
        Future<Void> before = last.getOrDefault(key, Future.succeededFuture());
        Future<T> mine = before.compose(free -> guard.call(key, deadline, work));
        last.put(key, mine.<Void>mapEmpty().otherwiseEmpty());
        return mine;
    }
}
