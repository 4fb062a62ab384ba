package io.dockmedic.api.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** What a request asks for, as its route will see it. */
final class Asks {
    private Asks() {}

    /** Its path without a slash at the end: routes take one with it for the same. */
    static String path(RoutingContext context) {
        String path = context.normalizedPath();
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Whether it changes nothing. */
    static boolean toRead(RoutingContext context) {
        HttpMethod method = context.request().method();
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }
}
