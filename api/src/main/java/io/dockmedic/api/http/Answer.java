package io.dockmedic.api.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers: {@code data} in the envelope of Prometheus' API, what is refused as problem details (RFC 9457). */
final class Answer {
    private static final String TYPE = "Content-Type";
    private static final String JSON = "application/json; charset=utf-8";
    private static final String PROBLEM = "application/problem+json";
    private static final String TEXT = "text/plain; charset=utf-8";

    private Answer() {}

    static void data(RoutingContext context, JsonObject data) {
        json(context, 200, new JsonObject().put("status", "success").put("data", data));
    }

    /** The same; who shows that they have it already is told that it has not changed, and no more. */
    static void tagged(RoutingContext context, JsonObject data) {
        // Written once: a list of incidents can be long, and is asked for again and again.
        String body = text(new JsonObject().put("status", "success").put("data", data));
        String tag = EntityTag.of(body);
        context.response().putHeader("ETag", tag);
        if (EntityTag.isIn(context.request().headers().getAll("If-None-Match"), tag)) {
            context.response().setStatusCode(304).end();
        } else {
            written(context, 200, JSON, body);
        }
    }

    /** As RFC 9457 has it, with what to do instead as its detail. */
    static void problem(RoutingContext context, int code, String title, String detail) {
        problem(context, code, title, detail, new JsonObject());
    }

    /** With members of its own. */
    static void problem(RoutingContext context, int code, String title, String detail, JsonObject more) {
        JsonObject body = new JsonObject().put("title", title).put("status", code).put("detail", detail).mergeIn(more);
        written(context, code, PROBLEM, text(body));
    }

    /** One that passes: the same again after so many seconds may go well. */
    static void problemForNow(RoutingContext context, int seconds, String detail) {
        context.response().putHeader("Retry-After", Integer.toString(seconds));
        problem(context, 503, "not now", detail);
    }

    static void json(RoutingContext context, int code, JsonObject body) {
        written(context, code, JSON, text(body));
    }

    static void text(RoutingContext context, int code, String body) {
        written(context, code, TEXT, body + "\n");
    }

    private static String text(JsonObject body) {
        return body.encodePrettily() + "\n";
    }

    private static void written(RoutingContext context, int code, String type, String body) {
        context.response().setStatusCode(code).putHeader(TYPE, type);
        Outgoing.end(context, Buffer.buffer(body));
    }
}
