package io.dockmedic.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A person's pager: takes the webhook's messages and keeps what came, each delivery apart. */
public final class Pager implements AutoCloseable {
    /**
     * One delivery.
     *
     * @param key  its {@code Idempotency-Key}; the same again is the same page, delivered twice
     * @param body as the webhook's documentation describes it
     */
    public record Page(Instant at, String key, JsonNode body) {
        /** {@code escalation} or {@code resolved}. */
        public String kind() {
            return body.path("kind").asText();
        }

        public String service() {
            return body.at("/incident/key").asText();
        }

        public String incident() {
            return body.at("/incident/id").asText();
        }
    }

    /** How a receiver that takes nothing shows it. */
    public enum Refusal {
        /** It answers 503. */
        UNAVAILABLE,
        /** It hangs up without an answer. */
        HANGS_UP
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Page> pages = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private volatile Runnable beforeAnswer = () -> {};
    private volatile Optional<Refusal> refusal = Optional.empty();

    public Pager() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Every delivery so far, in the order they came. */
    public List<Page> deliveries() {
        return List.copyOf(pages);
    }

    /** Escalations of a service, each page once however often it was delivered. */
    public List<Page> escalations(String service) {
        return pages.stream()
                .filter(page -> page.kind().equals("escalation") && page.service().equals(service))
                .collect(Collectors.toMap(Page::key, page -> page, (first, again) -> first,
                        LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    /** Done from now on with each message that has come and is not answered yet. */
    public void beforeAnswer(Runnable act) {
        beforeAnswer = act;
    }

    /** From now on it takes nothing; what comes is not among the deliveries. */
    public void refuse(Refusal how) {
        refusal = Optional.of(how);
    }

    /** It takes again what comes. */
    public void takeAgain() {
        refusal = Optional.empty();
    }

    /** Keys of what was refused, ever. */
    public Set<String> refused() {
        return Set.copyOf(refused);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Refusal> how = refusal;
            if (how.isPresent()) {
                refused.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
                if (how.get() == Refusal.UNAVAILABLE) {
                    exchange.sendResponseHeaders(503, -1);
                }
                return;
            }
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            pages.add(new Page(Instant.now(), String.valueOf(exchange.getRequestHeaders()
                    .getFirst("Idempotency-Key")), body));
            beforeAnswer.run();
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
