package io.dockmedic.api.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Looks at one Dockmedic that runs, and hears from its stream when something changes there. */
final class Watching {
    /** What changes together is shown together. */
    private static final long TOGETHER_MILLIS = 250;
    private static final long AGAIN_MILLIS = 1000;
    private static final long REFUSED_MILLIS = 60_000;
    private static final int OK = 200;

    private final Vertx vertx;
    private final Peer peer;
    private final Runnable changed;
    // Kept here: a client nobody refers to is closed by the garbage collector, requests and all.
    private final HttpClient client;
    /** Only on the event loop. */
    private boolean telling;
    /** Only on the thread that looks. */
    private @Nullable Future<WatchScreen.Seen> looking;

    /** @param changed run on the event loop when something has, or when the stream is lost */
    Watching(Vertx vertx, Peer peer, Runnable changed) {
        this.vertx = vertx;
        this.peer = peer;
        this.changed = changed;
        this.client = vertx.createHttpClient(peer.options());
    }

    /** Fails with what a person is to know when nobody answers, in time. While one look is under way there is no other. */
    Future<WatchScreen.Seen> look() {
        Future<WatchScreen.Seen> before = looking;
        if (before != null && !before.isComplete()) {
            return before;
        }
        Future<WatchScreen.Seen> now = ask();
        looking = now;
        return now;
    }

    private Future<WatchScreen.Seen> ask() {
        Future<JsonObject> status = data("/api/v1/status");
        Future<JsonObject> ready = json("/-/ready");
        Future<JsonObject> incidents = data("/api/v1/incidents?brief=true");
        Future<JsonObject> brakes = data("/api/v1/brakes");
        Future<JsonObject> approvals = data("/api/v1/approvals");
        return Future.all(status, ready, incidents, brakes, approvals)
                .map(all -> new WatchScreen.Seen(status.result(), ready.result(),
                        incidents.result().getJsonArray("incidents", new JsonArray()), brakes.result(),
                        approvals.result().getJsonArray("approvals", new JsonArray())))
                .recover(away -> Future.failedFuture(away instanceof Control.Refused ? away : peer.away(away)));
    }

    /** From now on it is heard when something changes. */
    void listen() {
        peer.stream(client, "/api/v1/stream")
                // What is heard of the answer is asked for where it comes in: from here it might come too late for its beginning.
                .compose(ready -> ready.send().onSuccess(this::heard))
                .onFailure(lost -> again(AGAIN_MILLIS));
    }

    /** Its name among several. */
    String name() {
        return peer.name();
    }

    private void heard(HttpClientResponse stream) {
        if (stream.statusCode() != OK) {
            again(REFUSED_MILLIS);
            return;
        }
        stream.handler(some -> soon());
        stream.exceptionHandler(lost -> again(AGAIN_MILLIS));
        stream.endHandler(end -> again(AGAIN_MILLIS));
    }

    private void soon() {
        if (!telling) {
            telling = true;
            vertx.setTimer(TOGETHER_MILLIS, now -> {
                telling = false;
                changed.run();
            });
        }
    }

    private void again(long millis) {
        changed.run();
        vertx.setTimer(millis, go -> listen());
    }

    private Future<JsonObject> data(String path) {
        return json(path).compose(answer -> answer.getJsonObject("data") == null
                ? Future.failedFuture(new Control.Refused(answer))
                : Future.succeededFuture(answer.getJsonObject("data")));
    }

    private Future<JsonObject> json(String path) {
        return peer.request(client, HttpMethod.GET, path)
                .compose(ready -> ready.send().compose(HttpClientResponse::body))
                .map(JsonObject::new);
    }
}
