package io.dockmedic.api.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers as Prometheus' API gives them: {@code status} with {@code data}, or with {@code errorType} and {@code error}. */
final class Answer {
    private static final String TYPE = "Content-Type";
    private static final String JSON = "application/json; charset=utf-8";
    private static final String PROBLEM = "application/problem+json";
    private static final String TEXT = "text/plain; charset=utf-8";

    private Answer() {}

    static void data(RoutingContext context, JsonObject data) {
        json(context, 200, new JsonObject().put("status", "success").put("data", data));
    }

    static void error(RoutingContext context, int code, String errorType, String error) {
        JsonObject body = new JsonObject().put("status", "error").put("errorType", errorType).put("error", error);
        json(context, code, body);
    }

    /** As RFC 9457 has it, with what to do instead as its detail. */
    static void problem(RoutingContext context, int code, String title, String detail) {
        JsonObject body = new JsonObject().put("title", title).put("status", code).put("detail", detail);
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
