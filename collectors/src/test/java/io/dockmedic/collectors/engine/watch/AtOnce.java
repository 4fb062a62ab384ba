package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.lease.EngineLease;
import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** Does what would be done aside at once, on the thread that asks. */
final class AtOnce implements EngineLease.Aside {
    @Override
    public <T> Future<T> run(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }
}
