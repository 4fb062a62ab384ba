package io.dockmedic.api.http;

import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;

/** What a request has to be before anybody looks at what it asks for. */
final class WellFormed {
    private WellFormed() {}

    /** Passes on only what has a path and a query that can be read. */
    static void only(RoutingContext context) {
        if (isReadable(context)) {
            context.next();
        } else {
            Refusal.unread(context, 400, "bad request",
                    "in its path or query a % is not followed by two hexadecimal digits; a percent sign itself is %25");
        }
    }

    /** What a client did wrong is told to it, and is no error in our log. */
    static void failed(RoutingContext context) {
        if (context.failure() instanceof HttpClosedException) {
            // Nobody is there any more to be told.
            return;
        }
        if (context.statusCode() == 400 && !context.response().headWritten()) {
            Answer.problem(context, 400, "bad request", "it is no HTTP that can be read");
        } else {
            context.next();
        }
    }

    private static boolean isReadable(RoutingContext context) {
        try {
            context.normalizedPath();
            context.queryParams();
            return true;
        } catch (IllegalArgumentException | HttpException unreadable) {
            return false;
        }
    }
}
