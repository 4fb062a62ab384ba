package io.dockmedic.api.cli;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the Dockmedic that runs on this host, over its control socket. Blocks, at most {@value #SECONDS} seconds. */
final class Control {
    private static final int SECONDS = 10;

    private final Path socket;

    Control(Path socket) {
        this.socket = socket;
    }

    /**
     * What it answers to a GET.
     *
     * @throws IOException when nobody answers, in time
     */
    JsonObject get(String path) throws IOException {
        return ask(HttpMethod.GET, path, Buffer.buffer());
    }

    /**
     * What it says in answer to something that is to be changed.
     *
     * @throws IOException with what it says when it will not, or when nobody answers in time
     */
    JsonObject change(HttpMethod method, String path, JsonObject body) throws IOException {
        JsonObject answer = ask(method, path, body.toBuffer());
        JsonObject data = answer.getJsonObject("data");
        if (data == null) {
            throw new IOException(answer.getString("detail", "no answer"));
        }
        return data;
    }

    private JsonObject ask(HttpMethod method, String path, Buffer body) throws IOException {
        Vertx vertx = SmallVertx.open();
        // Kept in a variable: a client nobody refers to is closed by the garbage collector, requests and all.
        HttpClient client = vertx.createHttpClient();
        try {
            RequestOptions request = new RequestOptions()
                    .setServer(SocketAddress.domainSocketAddress(socket.toString()))
                    .setHost("localhost")
                    .setMethod(method)
                    .setURI(path);
            return client.request(request)
                    .compose(ready -> ready.send(body))
                    .compose(HttpClientResponse::body)
                    .map(answer -> new JsonObject(answer))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no Dockmedic answers at " + socket + "; is it running with this configuration?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            client.close();
            vertx.close();
        }
    }
}
