package io.dockmedic.collectors.base.journal;

import io.dockmedic.collectors.base.home.Home;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Carries a result from a journal thread back to the Vert.x context that asked. */
final class Reply<T> {
    private final Context context;
    private final Promise<T> promise = Promise.promise();

    Reply(Vertx vertx) {
        this.context = vertx.getOrCreateContext();
    }

    Future<T> future() {
        return promise.future();
    }

    void complete(T value) {
        deliver(() -> promise.tryComplete(value));
    }

    void fail(JournalException why) {
        deliver(() -> promise.tryFail(why));
    }

    private void deliver(Runnable answer) {
        if (!Home.run(context, answer)) {
            // Whoever closes the journal last waits for it.
            answer.run();
        }
    }
}
