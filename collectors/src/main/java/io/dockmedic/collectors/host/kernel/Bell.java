package io.dockmedic.collectors.host.kernel;

import io.dockmedic.collectors.base.home.Home;
import io.vertx.core.Context;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Waits for the kernel to write, on a daemon thread of its own, which costs nothing while it does not. For one context. */
final class Bell implements AutoCloseable {
    private final Context own;
    private final Runnable rings;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("kernel-log").factory());
    private boolean waits;

    /** @param rings run on the context when there is something to read */
    Bell(Context own, Runnable rings) {
        this.own = own;
        this.rings = rings;
    }

    /** Rings once, when there is something to read; not when the log cannot be read now. */
    void ringOnce(LogReader log) {
        if (waits || thread.isShutdown()) {
            return;
        }
        waits = true;
        thread.execute(() -> {
            boolean more = log.await();
            if (!thread.isShutdown()) {
                tell(more);
            }
        });
    }

    private void tell(boolean more) {
        Home.run(own, () -> {
            waits = false;
            if (more && !thread.isShutdown()) {
                rings.run();
            }
        });
    }

    /** It rings no more. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
