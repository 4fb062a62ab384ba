package io.dockmedic.remediation.brake;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Waits for an answer that is on its way. */
final class Waiting {
    private Waiting() {}

    static <T> T on(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
