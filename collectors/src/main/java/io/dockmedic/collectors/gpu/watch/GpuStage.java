package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.home.Home;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs' own context, on which is done what others ask besides the rounds, once it is known what was kept of a release. May
 * be asked from any thread.
 */
final class GpuStage {
    private final Releases releases;
    private volatile @Nullable Own own;

    private record Own(Vertx vertx, Context context) {}

    GpuStage(Releases releases) {
        this.releases = releases;
    }

    void open(Vertx vertx, Context context) {
        own = new Own(vertx, context);
    }

    void close() {
        own = null;
    }

    /** Does it there. Fails as {@code work} does, and where there is no such context. */
    <T> Future<T> home(Supplier<Future<T>> work) {
        Own now = own;
        if (now == null) {
            return Future.failedFuture(new IllegalStateException("the GPUs' part has not started"));
        }
        Promise<T> promise = Promise.promise();
        Home.run(now.context(),
                () -> releases.known(now.vertx()).compose(known -> work.get()).onComplete(promise));
        return promise.future();
    }

    /** The same, and the future completes on the context of who asks. */
    <T> Future<T> homeAndBack(Supplier<Future<T>> work) {
        Own now = own;
        if (now == null) {
            return home(work);
        }
        Context caller = now.vertx().getOrCreateContext();
        Promise<T> back = Promise.promise();
        home(work).onComplete(done -> Home.run(caller, () -> back.handle(done)));
        return back.future();
    }

    /** To be asked by {@code work} only. */
    Vertx vertx() {
        Own now = own;
        if (now == null) {
            throw new IllegalStateException("the GPUs' part has ended");
        }
        return now.vertx();
    }
}
