package io.dockmedic.api.cli;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Looks at one or more Dockmedics that run, and again whenever one of them says that something changed. Blocks the thread that
 * asks.
 */
final class Lookout implements AutoCloseable {
    /** So the time that is shown goes on. */
    private static final long ANYWAY_SECONDS = 5;

    private final Vertx vertx = SmallVertx.open();
    private final Semaphore changed = new Semaphore(0);
    private final List<Watching> all;

    Lookout(List<Peer> peers) {
        this.all = peers.stream().map(peer -> new Watching(vertx, peer, changed::release)).toList();
    }

    /** How it looks everywhere, in the order of the peers; all are asked at once. */
    List<Sight> look() throws InterruptedException {
        var asked = all.stream().map(one -> one.look().toCompletionStage().toCompletableFuture()).toList();
        List<Sight> seen = new ArrayList<>();
        for (int one = 0; one < all.size(); one++) {
            String name = all.get(one).name();
            try {
                seen.add(new Sight.There(name, asked.get(one).get()));
            } catch (ExecutionException away) {
                seen.add(new Sight.Away(name,
                        String.valueOf(Objects.requireNonNullElse(away.getCause(), away).getMessage())));
            }
        }
        return seen;
    }

    /** From now on {@link #untilChanged} knows when something changes. */
    void listen() {
        all.forEach(Watching::listen);
    }

    /** Returns when something changed, or after a few seconds anyway. */
    void untilChanged() throws InterruptedException {
        if (changed.tryAcquire(ANYWAY_SECONDS, TimeUnit.SECONDS)) {
            changed.drainPermits();
        }
    }

    @Override
    public void close() {
        vertx.close();
    }
}
