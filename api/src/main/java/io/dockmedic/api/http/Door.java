package io.dockmedic.api.http;

import io.dockmedic.api.security.Token;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Lets through who may change something. */
final class Door {
    private static final String SCHEME = "Bearer ";

    private Door() {}

    /** Who shows the token. */
    static Handler<RoutingContext> token(Token token) {
        return context -> {
            String shown = context.request().getHeader("Authorization");
            if (shown != null && shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                    && token.matches(shown.substring(SCHEME.length()).strip())) {
                context.next();
            } else {
                context.response().putHeader("WWW-Authenticate", "Bearer");
                Answer.error(context, 401, "unauthorized",
                        "needs the header Authorization: Bearer with the token from the data directory");
            }
        };
    }

    /** Everybody who got so far: to the control socket, which only its owner can open. */
    static Handler<RoutingContext> open() {
        return RoutingContext::next;
    }
}
