package io.dockmedic.api.http;

import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** {@code GET /api/v1/incidents/{id}}. */
public final class IncidentEndpoint implements Endpoint {
    private final IncidentView view;
    private final IncidentJson json;
    private final Function<String, Future<JsonArray>> remarks;

    /** @param remarks what people said of an incident */
    public IncidentEndpoint(IncidentView view, IncidentJson json, Function<String, Future<JsonArray>> remarks) {
        this.remarks = remarks;
        this.view = view;
        this.json = json;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/incidents/:id")
                .handler(context -> view.byId(context.pathParam("id"))
                        .ifPresentOrElse(
                                // What was said cannot always be read; the rest can.
                                entry -> remarks.apply(entry.incident().id())
                                        .otherwise(new JsonArray())
                                        .onSuccess(said -> Answer.data(context, json.of(entry).put("remarks", said))),
                                () -> Answer.problem(context, 404, "not found",
                                        view.unknown(context.pathParam("id")))));
    }
}
