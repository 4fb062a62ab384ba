package io.dockmedic.api.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/** Looks at one Dockmedic that runs, and hears from its stream when something changes there. */
final class Watching {
    private static final int SECONDS = 10;
    /** What changes together is shown together. */
    private static final long TOGETHER_MILLIS = 250;
    private static final long AGAIN_MILLIS = 1000;

    private final Vertx vertx;
    private final Peer peer;
    private final Runnable changed;
    // Kept here: a client nobody refers to is closed by the garbage collector, requests and all.
    private final HttpClient client;
    /** Only on the event loop. */
    private boolean telling;

    /** @param changed run on the event loop when something has, or when the stream is lost */
    Watching(Vertx vertx, Peer peer, Runnable changed) {
        this.vertx = vertx;
        this.peer = peer;
        this.changed = changed;
        this.client = vertx.createHttpClient(peer.options());
    }

    /** Fails with what a person is to know when nobody answers, in time. */
    Future<WatchScreen.Seen> look() {
        Future<JsonObject> status = data("/api/v1/status");
        Future<JsonObject> ready = json("/-/ready");
        Future<JsonObject> incidents = data("/api/v1/incidents?brief=true");
        Future<JsonObject> brakes = data("/api/v1/brakes");
        Future<JsonObject> approvals = data("/api/v1/approvals");
        return Future.all(status, ready, incidents, brakes, approvals)
                .map(all -> new WatchScreen.Seen(status.result(), ready.result(),
                        incidents.result().getJsonArray("incidents", new JsonArray()), brakes.result(),
                        approvals.result().getJsonArray("approvals", new JsonArray())))
                .timeout(SECONDS, TimeUnit.SECONDS)
                .recover(away -> Future.failedFuture(away instanceof Control.Refused ? away : peer.away(away)));
    }

    /** From now on it is heard when something changes. */
    void listen() {
        peer.request(client, HttpMethod.GET, "/api/v1/stream")
                .compose(HttpClientRequest::send)
                .onSuccess(this::heard)
                .onFailure(lost -> again());
    }

    /** Its name among several. */
    String name() {
        return peer.name();
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
                changed.run();
            });
        }
    }

    private void again() {
        changed.run();
        vertx.setTimer(AGAIN_MILLIS, go -> listen());
    }

    private Future<JsonObject> data(String path) {
        return json(path).compose(answer -> answer.getJsonObject("data") == null
                ? Future.failedFuture(new Control.Refused(answer))
                : Future.succeededFuture(answer.getJsonObject("data")));
    }

    private Future<JsonObject> json(String path) {
        return peer.request(client, HttpMethod.GET, path)
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body)
                .map(JsonObject::new);
    }
}
