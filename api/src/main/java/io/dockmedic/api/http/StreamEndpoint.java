package io.dockmedic.api.http;

import io.dockmedic.api.stream.Audience;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** {@code GET /api/v1/stream}: what changes, as server-sent events, until the client goes. */
public final class StreamEndpoint implements Endpoint {
    private static final int AGAIN_SECONDS = 5;

    private final Audience audience;
    private final Supplier<JsonObject> greeting;

    /** @param greeting what who is new is told of us */
    public StreamEndpoint(Audience audience, Supplier<JsonObject> greeting) {
        this.audience = audience;
        this.greeting = greeting;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/stream").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!context.queryParams().isEmpty()) {
            Answer.problem(context, 400, "bad data", "there are no parameters; the header Last-Event-ID goes on");
        } else if (request.version() == HttpVersion.HTTP_1_0) {
            Answer.problem(context, 505, "bad data", "a stream needs HTTP/1.1");
        } else if (audience.full()) {
            context.response().putHeader("Retry-After", Integer.toString(AGAIN_SECONDS));
            Answer.problem(context, 503, "unavailable", Audience.MOST + " clients look on already");
        } else {
            begin(context, request);
        }
    }

    private void begin(RoutingContext context, HttpServerRequest request) {
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                // Compressed, it would wait in the compressor.
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                .putHeader("X-Accel-Buffering", "no");
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        response.setChunked(true);
        Context here = context.vertx().getOrCreateContext();
        String lastSeen = request.getHeader("Last-Event-ID");
        Runnable leave = audience.join(here, response, lastSeen == null ? "" : lastSeen, greeting.get(),
                () -> Hangup.of(request.connection()));
        response.closeHandler(gone -> leave.run());
        // It ends with its connection, and that is told anyway.
        response.exceptionHandler(broken -> {});
    }
}
