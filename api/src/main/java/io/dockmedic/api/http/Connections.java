package io.dockmedic.api.http;

import io.dockmedic.collectors.base.time.Clock;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * So many connections at a time, so that those who hold them open take no more memory than that, and none for long without a
 * request: who is slow, or silent, gives way to who comes. To be used on one context.
 */
final class Connections {
    /** How often {@link #sweep} is to be called. */
    static final Duration EVERY = Duration.ofSeconds(5);

    /** Until the head of the first request is there. */
    private static final long FIRST = Duration.ofSeconds(30).toNanos();
    /** Until that of the next one is; those who ask at an interval come back sooner, or open another one. */
    private static final long NEXT = Duration.ofMinutes(2).toNanos();

    private final int most;
    private final Clock clock;
    /** With how many requests of each are under way. */
    private final Map<HttpConnection, Integer> open = new HashMap<>();
    /** Those without a request under way, the longest waiting first. */
    private final Map<HttpConnection, Waiting> waiting = new LinkedHashMap<>();

    private record Waiting(long since, long atMost) {}

    Connections(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** One comes. Where there are as many as may be, the one that waits longest goes; where none waits, the new one does. */
    void opened(HttpConnection connection) {
        if (open.size() >= most && waiting.isEmpty()) {
            Hangup.of(connection);
            return;
        }
        if (open.size() >= most) {
            hangUp(waiting.keySet().iterator().next());
        }
        open.put(connection, 0);
        waiting.put(connection, new Waiting(clock.nanos(), FIRST));
        connection.closeHandler(closed -> forget(connection));
    }

    /** A request's head is there. */
    void follow(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        if (open.computeIfPresent(connection, (same, underWay) -> underWay + 1) != null) {
            waiting.remove(connection);
            context.addEndHandler(over -> answered(connection));
        }
        context.next();
    }

    /** Another one may be under way: it was sent before this was answered. */
    private void answered(HttpConnection connection) {
        Integer left = open.computeIfPresent(connection, (same, underWay) -> underWay - 1);
        if (left != null && left == 0) {
            waiting.put(connection, new Waiting(clock.nanos(), NEXT));
        }
    }

    /** Hangs up those that wait for too long. */
    void sweep() {
        long now = clock.nanos();
        List<HttpConnection> late = waiting.entrySet()
                .stream()
                .filter(one -> now - one.getValue().since() >= one.getValue().atMost())
                .map(Map.Entry::getKey)
                .toList();
        late.forEach(this::hangUp);
    }

    private void hangUp(HttpConnection connection) {
        forget(connection);
        Hangup.of(connection);
    }

    private void forget(HttpConnection connection) {
        open.remove(connection);
        waiting.remove(connection);
    }
}
