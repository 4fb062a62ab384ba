package io.dockmedic.api.http;

import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Grant;
import io.dockmedic.api.security.Scope;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Lets through who may. */
final class Door {
    /** Tells no more than that we are there. */
    private static final String OPEN = "/-/healthy";

    private Door() {}

    /** Who shows a token that is good for it, as such or as the password of whichever user. */
    static Handler<RoutingContext> needs(Scope scope, Access access) {
        return context -> {
            Optional<Grant> shown = Credentials.shown(context.request().getHeader("Authorization")).flatMap(access::of);
            if (shown.isEmpty()) {
                context.response().putHeader("WWW-Authenticate", "Bearer");
                refuse(context, 401, "unauthorized", "needs the header Authorization: Bearer with a token: the one from"
                        + " the data directory, or one of access.tokens_file with the scope " + scope.word());
            } else if (!shown.get().covers(scope)) {
                refuse(context, 403, "forbidden",
                        "the token " + shown.get().name() + " has not the scope " + scope.word());
            } else {
                context.next();
            }
        };
    }

    /** Who may read, for what only reads; all else goes to its own door. */
    static Handler<RoutingContext> reading(Access access) {
        Handler<RoutingContext> door = needs(Scope.READ, access);
        return context -> {
            HttpMethod method = context.request().method();
            boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
            if (reads && !OPEN.equals(context.normalizedPath())) {
                door.handle(context);
            } else {
                context.next();
            }
        };
    }

    /** Everybody who got so far: to the control socket, which only its owner can open. */
    static Handler<RoutingContext> open() {
        return RoutingContext::next;
    }

    private static void refuse(RoutingContext context, int code, String errorType, String error) {
        if (!context.request().isEnded()) {
            // Who may not is not let send the rest of it either.
            Refusal.closing(context);
            context.addEndHandler(told -> Hangup.of(context.request().connection()));
        }
        Answer.error(context, code, errorType, error);
    }
}
