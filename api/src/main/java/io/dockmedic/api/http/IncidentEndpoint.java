package io.dockmedic.api.http;

import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.api.view.Meant;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** {@code GET /api/v1/incidents/{id}}. */
public final class IncidentEndpoint implements Endpoint {
    private final IncidentView view;
    private final IncidentJson json;
    private final Function<String, Future<JsonObject>> kept;

    /** @param kept what is kept beside an incident: {@code remarks}, what people said of it, and {@code acts}, what was done for it, and {@code told}, whom messages of it went to */
    public IncidentEndpoint(IncidentView view, IncidentJson json, Function<String, Future<JsonObject>> kept) {
        this.kept = kept;
        this.view = view;
        this.json = json;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/incidents/:id")
                .handler(context -> {
                    switch (view.meant(context.pathParam("id"))) {
                        case Meant.None none -> Answer.problem(context, 404, "not found", none.why());
                        // What is in the journal cannot always be read; the rest can.
                        case Meant.One one -> kept.apply(one.entry().incident().id())
                                .otherwise(unread -> new JsonObject())
                                .onSuccess(beside -> Answer.tagged(context, json.of(one.entry())
                                        .put("remarks", new JsonArray())
                                        .put("acts", new JsonArray())
                                        .put("told", new JsonArray())
                                        .mergeIn(beside)));
                    }
                });
    }
}
