package io.dockmedic.benchmarks.exporter;

import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What requests cost the engine: how many of each kind there were, by what one of the kind costs it, which is found by
 * making very many. What the engine does of itself in a minute differs by more than all that a quiet client causes in
 * it, so the difference between a minute with the client and one without says nothing of the client.
 */
final class Asked {
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final int FEW = 100;
    private static final int MANY = 20_000;
    private static final int MORE = 4;
    /** So much of the engine's time that its unrest is small beside it. */
    private static final double ENOUGH = 1;

    private final PrivateEngine engine;
    private final EngineTime time;
    /** What the engine uses in a second in which nobody asks it anything. */
    private final double unrest;

    /**
     * Requests of one kind.
     *
     * @param kind   method and path, ids left out
     * @param count  how many
     * @param millis of the engine's processor time for each
     */
    record Kind(String kind, int count, double millis) {
        double seconds() {
            return count * millis / 1000;
        }
    }

    Asked(PrivateEngine engine) throws IOException {
        this.engine = engine;
        this.time = new EngineTime(engine);
        double before = time.seconds();
        LockSupport.parkNanos(QUIET.toNanos());
        this.unrest = (time.seconds() - before) / QUIET.toSeconds();
    }

    /** By kind. The stream of events is left out: while nothing happens it costs nothing. */
    List<Kind> priced(List<SocketProxy.Request> requests) throws IOException {
        Map<String, List<SocketProxy.Request>> kinds = new LinkedHashMap<>();
        for (SocketProxy.Request one : requests) {
            String path = one.path().replaceFirst("\\?.*", "").replaceAll("[0-9a-f]{64}", "ID");
            if (!path.endsWith("/events")) {
                kinds.computeIfAbsent(one.method() + " " + path, any -> new ArrayList<>()).add(one);
            }
        }
        List<Kind> priced = new ArrayList<>();
        for (Map.Entry<String, List<SocketProxy.Request>> kind : kinds.entrySet()) {
            priced.add(new Kind(kind.getKey(), kind.getValue().size(), price(kind.getValue().getFirst())));
        }
        return priced;
    }

    static double seconds(List<Kind> kinds) {
        return kinds.stream().mapToDouble(Kind::seconds).sum();
    }

    private double price(SocketProxy.Request request) throws IOException {
        if (!List.of("GET", "HEAD").contains(request.method())) {
            throw new IllegalStateException("nothing was to be changed, yet it was asked: " + request);
        }
        for (int count = FEW;; count *= MORE) {
            double before = time.seconds();
            long begin = System.nanoTime();
            ask(request, count);
            double whole = (System.nanoTime() - begin) / 1e9;
            double used = time.seconds() - before - unrest * whole;
            if (used >= ENOUGH || count >= MANY) {
                return Math.max(0, used) * 1000 / count;
            }
        }
    }

    /** One after the other, over one connection. */
    private void ask(SocketProxy.Request request, int count) {
        List<String> line = new ArrayList<>(List.of("curl", "-sS", "-o", "/dev/null", "--unix-socket",
                engine.socket().toString()));
        if (request.method().equals("HEAD")) {
            line.add("--head");
        }
        String more = request.path().indexOf('?') < 0 ? "?" : "&";
        line.add("http://localhost" + request.path() + more + "turn=[1-" + count + "]");
        Command.run(Map.of(), line).orFail();
    }
}
