package io.dockmedic.api.cli;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a Dockmedic that runs. Blocks, at most {@value #SECONDS} seconds. */
final class Control {
    private static final int SECONDS = 10;

    /** It answers, and will not. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        /** @param answer with the reason as its detail */
        Refused(JsonObject answer) {
            super(answer.getString("detail", "no answer"));
        }
    }

    private final Peer peer;

    Control(Peer peer) {
        this.peer = peer;
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
     * What it says in answer to a GET.
     *
     * @throws IOException with what it says when it will not, or when nobody answers in time
     */
    JsonObject data(String path) throws IOException {
        return data(get(path));
    }

    /**
     * What it says in answer to something that is to be changed.
     *
     * @throws IOException with what it says when it will not, or when nobody answers in time
     */
    JsonObject change(HttpMethod method, String path, JsonObject body) throws IOException {
        return data(ask(method, path, body.toBuffer()));
    }

    private static JsonObject data(JsonObject answer) throws IOException {
        JsonObject data = answer.getJsonObject("data");
        if (data == null) {
            throw new Refused(answer);
        }
        return data;
    }

    private JsonObject ask(HttpMethod method, String path, Buffer body) throws IOException {
        Vertx vertx = SmallVertx.open();
        // Kept in a variable: a client nobody refers to is closed by the garbage collector, requests and all.
        HttpClient client = vertx.createHttpClient(peer.options());
        try {
            return peer.request(client, method, path)
                    // What is heard of the answer is asked for where it comes in: from here it might come too late for its body.
                    .compose(ready -> ready.putHeader("Content-Type", "application/json")
                            .send(body)
                            .compose(HttpClientResponse::body))
                    .map(answer -> new JsonObject(answer))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw peer.away(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw peer.away(new TimeoutException("nothing within " + SECONDS + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            client.close();
            vertx.close();
        }
    }
}
