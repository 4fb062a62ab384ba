package io.dockmedic.api.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /-/healthy}: the process lives and its event loop answers. Says nothing of the engine. */
public final class HealthyEndpoint implements Endpoint {
    @Override
    public boolean open(String path) {
        return path.equals("/-/healthy");
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/-/healthy").handler(context -> Answer.text(context, 200, "Dockmedic is healthy."));
    }
}
