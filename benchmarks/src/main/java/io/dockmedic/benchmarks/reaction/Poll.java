package io.dockmedic.benchmarks.reaction;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Exchange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * docker-autoheal's method: every 5 s, list the containers with a filter and ask for a restart of each one listed. It
 * filters for {@code health=unhealthy} and heals no deaths; for these the filter is {@code status=exited}. It also waits
 * for each restart before the next and sleeps 5 s after the last, which we spare it.
 */
final class Poll implements Healer {
    static final Duration PERIOD = Duration.ofSeconds(5);

    private static final String LABEL = "bench.side=poll";

    private final SocketProxy proxy;
    private volatile boolean closed;

    Poll(Path engine) {
        proxy = new SocketProxy(engine);
        Thread.ofPlatform().name("poll").daemon().start(this::poll);
    }

    private void poll() {
        for (long next = System.nanoTime() + PERIOD.toNanos(); !closed; next += PERIOD.toNanos()) {
            Waiting.quietly(Duration.ofNanos(next - System.nanoTime()));
            if (!closed) {
                look();
            }
        }
    }

    private void look() {
        String list = Http.filtered("/containers/json",
                "{\"status\":[\"exited\"],\"label\":[\"" + LABEL + "\"]}");
        for (JsonNode container : Http.get(proxy.socket(), list)) {
            String id = container.path("Id").asText();
            Thread.ofVirtual().start(() -> Http.post(proxy.socket(), "/containers/" + id + "/restart?t=10"));
        }
    }

    @Override
    public String name() {
        return "poll";
    }

    @Override
    public String about() {
        return "docker-autoheal's method: every 5 s list what has exited and ask for a restart of each";
    }

    @Override
    public String label() {
        return LABEL;
    }

    @Override
    public List<Exchange> asked() {
        return proxy.exchanges();
    }

    @Override
    public void close() {
        closed = true;
        proxy.close();
    }
}
