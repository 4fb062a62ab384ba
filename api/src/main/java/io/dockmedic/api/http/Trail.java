package io.dockmedic.api.http;

import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Grant;
import io.dockmedic.api.security.Scope;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log who has changed what by the API: the name of the token, whatever the request says of itself, or that it came
 * by the control socket. Alerts and events that come in are none of these: they are in the journal with where they came from.
 */
final class Trail {
    private static final Logger LOG = LoggerFactory.getLogger(Trail.class);
    private static final String CONTROL = "the control socket";
    private static final int REFUSED = 400;

    private Trail() {}

    /** In front of {@code door}, for what needs {@code scope}. */
    static Handler<RoutingContext> of(Scope scope, Access access, Handler<RoutingContext> door) {
        if (scope == Scope.INGEST) {
            return door;
        }
        return context -> {
            HttpMethod method = context.request().method();
            if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
                String who = Credentials.shown(context.request().getHeader("Authorization"))
                        .flatMap(access::of)
                        .map(Grant::name)
                        .orElse(CONTROL);
                context.addEndHandler(ended -> done(context, who));
            }
            door.handle(context);
        };
    }

    private static void done(RoutingContext context, String who) {
        int status = context.response().getStatusCode();
        if (status < REFUSED) {
            SocketAddress from = context.request().remoteAddress();
            LOG.atInfo()
                    .addKeyValue("by", who)
                    .addKeyValue("from", from == null || from.isDomainSocket() ? CONTROL : from.hostAddress())
                    .addKeyValue("status", status)
                    .log("{} {}", context.request().method().name(), context.normalizedPath());
        }
    }
}
