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
import java.util.concurrent.ThreadFactory;

/**
 * Runs calls that may block for ever where nothing can end them: each on a daemon thread of its own, and never a second
 * one while the first of its key has not come back. So what hangs costs one thread for each key, and nothing waits for
 * it. Safe for use by several threads.
 */
public final class HangGuard {
    private final Vertx vertx;
    private final Timers timers;
    private final String name;
    private final ThreadFactory threads;
    private final Set<String> out = ConcurrentHashMap.newKeySet();

    /** @param name of its threads */
    public HangGuard(Vertx vertx, Timers timers, String name) {
        this(vertx, timers, name, Thread.ofPlatform().daemon().factory());
    }

    HangGuard(Vertx vertx, Timers timers, String name, ThreadFactory threads) {
        this.vertx = vertx;
        this.timers = timers;
        this.name = name;
        this.threads = threads;
    }

    /**
     * Runs {@code work}; the future completes on the caller's context, by {@code deadline} at the latest.
     *
     * @return fails with what {@code work} threw, with {@link StuckException}, or with why no thread could be begun: then the next
     *     call is begun as if there had been none
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
        try {
            Thread thread = threads.newThread(() -> run(key, work, caller, promise));
            thread.setName(name + "-" + key);
            thread.start();
        } catch (Throwable notBegun) {
            // Where there may be no more threads: "unable to create native thread".
            out.remove(key);
            promise.tryFail(notBegun);
        }
        return promise.future().onComplete(answered -> limit.cancel());
    }

    /** Whatever it ends with, an error of the machine's included, it has come back: the next call may be begun. */
    private <T> void run(String key, Callable<T> work, Context caller, Promise<T> promise) {
        T done;
        try {
            done = work.call();
        } catch (Throwable failed) {
            out.remove(key);
            Home.run(caller, () -> promise.tryFail(failed));
            return;
        }
        out.remove(key);
        Home.run(caller, () -> promise.tryComplete(done));
    }
}
