package io.dockmedic.api.http;

import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/v1/incidents/{id}}. */
public final class IncidentEndpoint implements Endpoint {
    private final IncidentView view;
    private final IncidentJson json;

    public IncidentEndpoint(IncidentView view, IncidentJson json) {
        this.view = view;
        this.json = json;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/incidents/:id")
                .handler(context -> view.byId(context.pathParam("id"))
                        .ifPresentOrElse(
                                entry -> Answer.data(context, json.of(entry)),
                                () -> Answer.error(context, 404, "not_found", "no such incident")));
    }
}
