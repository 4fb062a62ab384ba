package io.dockmedic.api.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /}: what this is, and where to go. */
public final class LandingEndpoint implements Endpoint {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Dockmedic</title></head>
            <body>
            <h1>Dockmedic</h1>
            <p>Keeps the containers of this host healthy.</p>
            <ul>
            <li><a href="/api/v1/incidents">Incidents</a></li>
            <li><a href="/metrics">Metrics</a></li>
            <li><a href="/-/ready">Readiness, part by part</a></li>
            <li><a href="/-/healthy">Health</a></li>
            </ul>
            </body>
            </html>
            """;

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/")
                .handler(
                        context -> context.response().putHeader("Content-Type", "text/html; charset=utf-8").end(PAGE));
    }
}
