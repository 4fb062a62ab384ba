package io.dockmedic.collectors.engine.client;

import io.dockmedic.collectors.base.home.Home;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.CallResult.Refused;
import io.dockmedic.collectors.engine.client.CallResult.Unknown;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs blocking calls, each on a thread of its own, usually a virtual one, few at a time; the others wait their turn without a
 * thread, and when too many wait the next is refused at once. So a stuck engine costs a bounded number of threads.
 * Each call is answered by its deadline, counted from when it was asked for; its thread is then interrupted, which is
 * the one thing that ends a read on a unix socket. Safe for use by several threads.
 */
final class CallLane {
    private final Vertx vertx;
    private final Timers timers;
    private final String name;
    private final int atOnce;
    private final int mayWait;
    private final ThreadFactory threads;
    private final Deque<Call<?>> waiting = new ArrayDeque<>();
    private int running;

    /**
     * @param name    of its threads
     * @param atOnce  calls that run at the same time
     * @param mayWait calls that wait beyond those
     */
    CallLane(Vertx vertx, Timers timers, String name, int atOnce, int mayWait) {
        this(vertx, timers, name, atOnce, mayWait, Thread.ofVirtual()::unstarted);
    }

    /** @param threads makes the thread of a call; not started */
    CallLane(Vertx vertx, Timers timers, String name, int atOnce, int mayWait, ThreadFactory threads) {
        this.threads = threads;
        this.vertx = vertx;
        this.timers = timers;
        this.name = name;
        this.atOnce = atOnce;
        this.mayWait = mayWait;
    }

    /** Runs {@code body} within {@code deadline}; the future completes on the caller's context and never fails. */
    <T> Future<CallResult<T>> call(Duration deadline, Supplier<CallResult<T>> body) {
        return answered(new Call<>(vertx.getOrCreateContext(), deadline, body));
    }

    /** @param end when it has completed the call is broken off, as at its deadline */
    <T> Future<CallResult<T>> call(Duration deadline, Future<Void> end, Supplier<CallResult<T>> body) {
        Call<T> call = new Call<>(vertx.getOrCreateContext(), deadline, body);
        Future<CallResult<T>> answered = answered(call);
        end.onComplete(now -> call.breakOff("it was broken off", "it was broken off"));
        return answered;
    }

    private <T> Future<CallResult<T>> answered(Call<T> call) {
        if (!admit(call)) {
            return Future.succeededFuture(new Refused<>(ErrorClass.UNREACHABLE, 0,
                    "not sent: " + (atOnce + mayWait) + " calls already wait for the engine"));
        }
        Timers.Pending limit = timers.after(call.deadline, call::expire);
        return call.promise.future().onComplete(done -> limit.cancel());
    }

    private synchronized boolean admit(Call<?> call) {
        if (running < atOnce) {
            running++;
            call.start();
            return true;
        }
        return waiting.size() < mayWait && waiting.add(call);
    }

    private synchronized void ended() {
        Call<?> next = waiting.poll();
        if (next == null) {
            running--;
        } else {
            next.start();
        }
    }

    private synchronized boolean leave(Call<?> call) {
        return waiting.remove(call);
    }

    private final class Call<T> {
        private final Context caller;
        private final Duration deadline;
        private final Supplier<CallResult<T>> body;
        private final Promise<CallResult<T>> promise = Promise.promise();
        private volatile @Nullable Thread thread;

        Call(Context caller, Duration deadline, Supplier<CallResult<T>> body) {
            this.caller = caller;
            this.deadline = deadline;
            this.body = body;
        }

        void start() {
            Thread started = threads.newThread(this::run);
            started.setName("engine-" + name);
            thread = started;
            started.start();
        }

        private void run() {
            CallResult<T> result;
            try {
                result = body.get();
            } catch (RuntimeException e) {
                // Nothing the engine does ends here; a mistake of ours must not look like its answer.
                result = new Unknown<>("call failed: " + e);
            } finally {
                ended();
            }
            CallResult<T> came = result;
            Home.run(caller, () -> promise.tryComplete(came));
        }

        void expire() {
            breakOff("other calls kept the engine busy for " + deadline.toMillis() + " ms",
                    "no answer within " + deadline.toMillis() + " ms");
        }

        /**
         * @param unsent   why, where it still waits
         * @param underWay why, where it runs
         */
        void breakOff(String unsent, String underWay) {
            if (leave(this)) {
                promise.tryComplete(new Refused<>(ErrorClass.UNREACHABLE, 0, "not sent: " + unsent));
                return;
            }
            promise.tryComplete(new Unknown<>(underWay));
            Thread blocked = thread;
            if (blocked != null) {
                blocked.interrupt();
            }
        }
    }
}
