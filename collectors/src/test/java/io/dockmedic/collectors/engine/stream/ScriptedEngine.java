package io.dockmedic.collectors.engine.stream;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Speaks like an engine and streams what the test says: for lines and floods that a real one cannot be made to send. */
final class ScriptedEngine implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Path directory;

    /** @param events writes the body of each subscription; it stays open unless ended */
    ScriptedEngine(Consumer<HttpServerResponse> events) {
        try {
            directory = Files.createTempDirectory(Path.of("/tmp"), "dms");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        join(vertx.createHttpServer()
                .requestHandler(request -> answer(request, events))
                .listen(SocketAddress.domainSocketAddress(socket().toString())));
    }

    Path socket() {
        return directory.resolve("docker.sock");
    }

    /** An event as Engine 28 writes it. */
    static Buffer event(long timeNano, String action, String name) {
        return Buffer.buffer("""
                {"Type":"container","Action":"%s","Actor":{"ID":"%s","Attributes":{"image":"i","name":"%s"}},\
                "scope":"local","time":%d,"timeNano":%d}
                """.formatted(action, "id-" + name, name, timeNano / 1_000_000_000, timeNano));
    }

    private static void answer(HttpServerRequest request, Consumer<HttpServerResponse> events) {
        HttpServerResponse response = request.response().putHeader("Api-Version", "1.55");
        if (request.path().equals("/_ping")) {
            response.end("OK");
        } else if (request.path().equals("/v1.51/events")) {
            events.accept(response.setChunked(true));
        } else {
            response.end("{\"ServerVersion\":\"29.7.2\",\"SystemTime\":\"2026-11-01T00:00:00.5Z\"}");
        }
    }

    private static void join(io.vertx.core.Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        join(vertx.close());
        try {
            Files.deleteIfExists(socket());
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
