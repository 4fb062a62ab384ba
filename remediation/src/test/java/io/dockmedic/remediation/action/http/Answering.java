package io.dockmedic.remediation.action.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A real server on loopback, which remembers what it is asked, and the calls to it. */
public final class Answering implements AutoCloseable {
    static final String SECRET = "Bearer s3cret-0123456789";
    static final String PATH = "/purge/hook-0123456789/";

    /** One request. */
    public record Got(String method, String uri, Map<String, List<String>> headers, String body) {
        public String header(String name) {
            return Objects.requireNonNullElse(headers.get(name), List.of("")).getFirst();
        }
    }

    public final List<Got> got = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public Answering(HttpHandler answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try {
                got.add(new Got(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                answer.handle(exchange);
            } finally {
                exchange.close();
            }
        });
        server.start();
    }

    /** Answers so at once. */
    public static HttpHandler with(int status, String body) {
        return exchange -> answer(exchange, status, body);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Answers when it is let. */
    static HttpHandler once(CountDownLatch let, HttpHandler answer) {
        return exchange -> {
            try {
                let.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            answer.handle(exchange);
        };
    }

    /** Where it is. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Posts there what may be a secret, with the container in its places. */
    public HttpCall call(Duration timeout, Integer... expected) {
        return call(url(), timeout, expected);
    }

    /** The same to elsewhere. */
    static HttpCall call(String url, Duration timeout, Integer... expected) {
        String whole = url + PATH + "{container}?id={id}";
        return new HttpCall("mend", "POST", whole, Map.of("Authorization", SECRET, "Content-Type", "application/json"),
                "{\"name\": \"{container}\"}", timeout, Set.of(expected), Optional.empty(), Set.of(whole, SECRET));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
