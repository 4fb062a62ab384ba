package io.dockmedic.collectors.base.health;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** Whether the thread of a stage goes on: what hangs there, or works without an end, lets nothing through. From any thread. */
public final class Pulse {
    private volatile @Nullable Context context;

    /** The stage has started, on that context. */
    public void begins(Context own) {
        context = own;
    }

    /** Completes when the stage's thread has come by. Never does where that hangs, and fails before the start. */
    public Future<Void> next() {
        Context own = context;
        if (own == null) {
            return Future.failedFuture("not started yet");
        }
        Promise<Void> felt = Promise.promise();
        own.runOnContext(now -> felt.complete());
        return felt.future();
    }
}
