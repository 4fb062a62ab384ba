package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.signature.Signatures;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;

/** A real receiver on loopback; answers each request with the status that it is told for it. */
public final class Receiving implements AutoCloseable {
    /**
     * One request.
     *
     * @param authorization the header of that name; empty for none
     * @param shown         its signature; of empty texts for none
     * @param text          its body
     */
    public record Got(String key, String path, String authorization, Signatures.Shown shown, String text) {
        public JsonObject body() {
            return new JsonObject(text);
        }
    }

    public final List<Got> got = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** @param status for the nth request, from 0; 0 breaks the connection */
    public Receiving(Vertx vertx, IntUnaryOperator status) {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    int number = got.size();
                    got.add(new Got(request.getHeader("Idempotency-Key"), request.path(),
                            header(request, "Authorization"),
                            new Signatures.Shown(header(request, "webhook-id"), header(request, "webhook-timestamp"),
                                    header(request, "webhook-signature")),
                            body.toString()));
                    int answer = status.applyAsInt(number);
                    if (answer == 0) {
                        request.connection().close();
                    } else {
                        request.response().setStatusCode(answer).end();
                    }
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static String header(HttpServerRequest request, String name) {
        return Objects.requireNonNullElse(request.getHeader(name), "");
    }

    public Receiver receiver(String name) {
        return receiver(name, Reminding.NONE);
    }

    public Receiver receiver(String name, Reminding reminding) {
        return new Receiver(name, address("/hook/s3cret"), reminding);
    }

    /** Where it is, with that path. */
    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    /** The keys of what was sent, in the order in which it came. */
    public List<String> keys() {
        return List.copyOf(got).stream().map(Got::key).toList();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
