package io.dockmedic.collectors.base.hang;

import io.dockmedic.collectors.base.home.Home;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs calls that may block for ever where nothing can end them: each on a daemon thread of its own, and never a second
 * one while the first of its key has not come back. So what hangs costs one thread for each key, and nothing waits for
 * it. Safe for use by several threads.
 */
public final class HangGuard {
    private final Vertx vertx;
    private final Timers timers;
    private final String name;
    private final Set<String> out = ConcurrentHashMap.newKeySet();

    /** @param name of its threads */
    public HangGuard(Vertx vertx, Timers timers, String name) {
        this.vertx = vertx;
        this.timers = timers;
        this.name = name;
    }

    /**
     * Runs {@code work}; the future completes on the caller's context, by {@code deadline} at the latest.
     *
     * @return fails with what {@code work} threw, or with {@link StuckException}
     */
    public <T> Future<T> call(String key, Duration deadline, Callable<T> work) {
        if (!out.add(key)) {
            return Future.failedFuture(new StuckException(
                    key + " has not answered the call before this one", false));
        }
        Context caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        Timers.Pending limit = timers.after(deadline, () -> promise.tryFail(
                new StuckException(key + " does not answer within " + deadline.toMillis() + " ms")));
        Thread.ofPlatform().daemon().name(name + "-" + key).start(() -> {
            try {
                T done = work.call();
                out.remove(key);
                Home.run(caller, () -> promise.tryComplete(done));
            } catch (Exception | LinkageError e) {
                out.remove(key);
                Home.run(caller, () -> promise.tryFail(e));
            }
        });
        return promise.future().onComplete(answered -> limit.cancel());
    }
}
