package io.dockmedic.collectors.base.home;

import io.vertx.core.Context;
import java.util.concurrent.RejectedExecutionException;

/**
 * The way back to a context for threads that Vert.x does not know: those that wait for the kernel, a broker, a driver, or for
 * a call that may never end. They outlive Vert.x at times, and must not die of that.
 */
public final class Home {
    private Home() {}

    /**
     * Runs {@code work} on {@code context}, after what it already has to do. May be called from any thread.
     *
     * @return false when Vert.x has ended: {@code work} is not run then, and nobody is there to miss it
     */
    public static boolean run(Context context, Runnable work) {
        try {
            context.runOnContext(now -> work.run());
            return true;
        } catch (RejectedExecutionException ended) {
            return false;
        }
    }
}
