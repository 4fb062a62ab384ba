package io.dockmedic.remediation.action.backup;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** One at a time, in the order in which they were asked for: nothing is held while another is copied. To be used on one context. */
final class Turns {
    private Future<?> last = Future.succeededFuture();

    /** Does it when all before it are over. */
    <T> Future<T> next(Supplier<Future<T>> what) {
        Future<T> mine = last.transform(over -> what.get());
        last = mine;
        return mine;
    }
}
