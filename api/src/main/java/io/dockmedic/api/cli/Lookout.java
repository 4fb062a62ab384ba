package io.dockmedic.api.cli;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

    /**
     * How it looks everywhere, in the order of the peers; all are asked at once.
     *
     * @param patience who has not answered by then is away, and asked no second time until that is known
     */
    List<Sight> look(Duration patience) throws InterruptedException {
        List<CompletableFuture<WatchScreen.Seen>> asked = all.stream()
                .map(one -> one.look().toCompletionStage().toCompletableFuture())
                .toList();
        try {
            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException some) {
            // Each says so by itself.
        }
        List<Sight> seen = new ArrayList<>();
        for (int one = 0; one < all.size(); one++) {
            seen.add(sight(all.get(one).name(), asked.get(one)));
        }
        return seen;
    }

    private static Sight sight(String host, CompletableFuture<WatchScreen.Seen> asked) {
        return switch (asked.state()) {
            case SUCCESS -> new Sight.There(host, asked.resultNow());
            case FAILED -> new Sight.Away(host, String.valueOf(asked.exceptionNow().getMessage()));
            case RUNNING, CANCELLED -> new Sight.Away(host, "it has not answered yet");
        };
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
