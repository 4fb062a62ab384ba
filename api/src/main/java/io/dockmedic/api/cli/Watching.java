package io.dockmedic.api.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at the Dockmedic that runs on this host, over its control socket, and again whenever its stream says that something
 * changed. Blocks the thread that asks.
 */
final class Watching implements AutoCloseable {
    private static final int SECONDS = 10;
    /** What changes together is shown together. */
    private static final long TOGETHER_MILLIS = 250;
    /** So the time that is shown goes on. */
    private static final long ANYWAY_SECONDS = 5;
    private static final long AGAIN_MILLIS = 1000;

    private final Path socket;
    private final Vertx vertx = SmallVertx.open();
    private final HttpClient client = vertx.createHttpClient();
    private final Semaphore changed = new Semaphore(0);
    /** Only on the event loop. */
    private boolean telling;

    Watching(Path socket) {
        this.socket = socket;
    }

    /** @throws IOException when nobody answers, in time */
    WatchScreen.Seen look() throws IOException, InterruptedException {
        Future<JsonObject> status = data("/api/v1/status");
        Future<JsonObject> ready = json("/-/ready");
        Future<JsonObject> incidents = data("/api/v1/incidents?brief=true");
        Future<JsonObject> brakes = data("/api/v1/brakes");
        Future<JsonObject> approvals = data("/api/v1/approvals");
        try {
            Future.all(status, ready, incidents, brakes, approvals)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no Dockmedic answers at " + socket + "; is it running with this configuration?", e);
        }
        return new WatchScreen.Seen(status.result(), ready.result(),
                incidents.result().getJsonArray("incidents", new JsonArray()), brakes.result(),
                approvals.result().getJsonArray("approvals", new JsonArray()));
    }

    /** From now on {@link #untilChanged} knows when something changes. */
    void listen() {
        request("/api/v1/stream")
                .compose(HttpClientRequest::send)
                .onSuccess(this::heard)
                .onFailure(lost -> again());
    }

    /** Returns when something changed, or after a few seconds anyway. */
    void untilChanged() throws InterruptedException {
        boolean told = changed.tryAcquire(ANYWAY_SECONDS, TimeUnit.SECONDS);
        if (told) {
            changed.drainPermits();
        }
    }

    @Override
    public void close() {
        client.close();
        vertx.close();
    }

    private void heard(HttpClientResponse stream) {
        stream.handler(some -> soon());
        stream.exceptionHandler(lost -> again());
        stream.endHandler(end -> again());
    }

    private void soon() {
        if (!telling) {
            telling = true;
            vertx.setTimer(TOGETHER_MILLIS, now -> {
                telling = false;
                changed.release();
            });
        }
    }

    private void again() {
        changed.release();
        vertx.setTimer(AGAIN_MILLIS, go -> listen());
    }

    private Future<JsonObject> data(String path) {
        return json(path).map(answer -> answer.getJsonObject("data", new JsonObject()));
    }

    private Future<JsonObject> json(String path) {
        return request(path).compose(HttpClientRequest::send).compose(HttpClientResponse::body).map(JsonObject::new);
    }

    private Future<HttpClientRequest> request(String path) {
        return client.request(new RequestOptions().setServer(SocketAddress.domainSocketAddress(socket.toString()))
                .setHost("localhost")
                .setMethod(HttpMethod.GET)
                .setURI(path));
    }
}
