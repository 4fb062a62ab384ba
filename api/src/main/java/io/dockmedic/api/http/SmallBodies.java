package io.dockmedic.api.http;

import io.dockmedic.collectors.base.time.Timers;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before what keeps bodies in memory: what only reads sends none, and of the others so many at a time are let on, each
 * for so long until it is answered or gone.
 */
final class SmallBodies {
    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Timers timers;
    private final AtomicInteger coming = new AtomicInteger();

    SmallBodies(Timers timers) {
        this.timers = timers;
    }

    void follow(RoutingContext context) {
        if (!Refusal.sends(context)) {
            context.next();
        } else if (Asks.toRead(context)) {
            Refusal.unread(context, 400, "bad request", "what only reads takes no body");
        } else if (coming.incrementAndGet() > AT_ONCE) {
            coming.decrementAndGet();
            Refusal.unread(context, 503, "busy", "too much is sent at once; send it again");
        } else {
            Timers.Pending deadline = timers.after(PATIENCE, () -> {
                if (!context.request().isEnded()) {
                    Hangup.of(context.request().connection());
                }
            });
            context.addEndHandler(over -> {
                deadline.cancel();
                coming.decrementAndGet();
            });
            context.next();
        }
    }
}
