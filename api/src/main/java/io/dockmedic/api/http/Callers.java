package io.dockmedic.api.http;

import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Caller;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Who asks: found out once for each request, and kept with it. */
final class Callers {
    private static final String CALLER = "dockmedic.caller";
    private static final String LET_IN = "dockmedic.let-in";

    private Callers() {}

    /** Finds out by what is shown; nobody is refused here. */
    static Handler<RoutingContext> known(Access access) {
        return context -> {
            Credentials.shown(context.request().getHeader("Authorization"))
                    .flatMap(access::of)
                    .ifPresent(grant -> context.put(CALLER, Caller.with(grant)));
            context.next();
        };
    }

    /** It is {@code caller}, whatever is shown. */
    static Handler<RoutingContext> are(Caller caller) {
        return context -> {
            context.put(CALLER, caller);
            context.next();
        };
    }

    /** Who it is; empty when nobody knows. */
    static Optional<Caller> of(RoutingContext context) {
        return Optional.ofNullable(context.get(CALLER));
    }

    /** They may do what they ask for. */
    static void letIn(RoutingContext context) {
        context.put(LET_IN, true);
    }

    /** What is sent shows that it is by {@code caller}, who may send it. */
    static void letIn(RoutingContext context, Caller caller) {
        context.put(CALLER, caller);
        letIn(context);
    }

    /** Whether they were found to be somebody who may do what they ask for. */
    static boolean isLetIn(RoutingContext context) {
        return context.get(LET_IN, false);
    }
}
