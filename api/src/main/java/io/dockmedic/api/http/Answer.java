package io.dockmedic.api.http;

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
        JsonObject body = new JsonObject().put("status", "success").put("data", data);
        String tag = EntityTag.of(body.encode());
        context.response().putHeader("ETag", tag);
        if (EntityTag.isIn(context.request().headers().getAll("If-None-Match"), tag)) {
            context.response().setStatusCode(304).end();
        } else {
            json(context, 200, body);
        }
    }

    /** As RFC 9457 has it, with what to do instead as its detail. */
    static void problem(RoutingContext context, int code, String title, String detail) {
        problem(context, code, title, detail, new JsonObject());
    }

    /** With members of its own. */
    static void problem(RoutingContext context, int code, String title, String detail, JsonObject more) {
        JsonObject body = new JsonObject().put("title", title).put("status", code).put("detail", detail).mergeIn(more);
        context.response().setStatusCode(code).putHeader(TYPE, PROBLEM).end(body.encodePrettily() + "\n");
    }

    /** One that passes: the same again after so many seconds may go well. */
    static void problemForNow(RoutingContext context, int seconds, String detail) {
        context.response().putHeader("Retry-After", Integer.toString(seconds));
        problem(context, 503, "not now", detail);
    }

    static void json(RoutingContext context, int code, JsonObject body) {
        context.response().setStatusCode(code).putHeader(TYPE, JSON).end(body.encodePrettily() + "\n");
    }

    static void text(RoutingContext context, int code, String body) {
        context.response().setStatusCode(code).putHeader(TYPE, TEXT).end(body + "\n");
    }
}
