package io.dockmedic.api.http;

import io.dockmedic.api.view.IncidentView;
import io.dockmedic.api.view.Meant;
import io.dockmedic.remediation.record.LastLines;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * {@code GET /api/v1/incidents/{id}/logs}: what the container of an incident wrote before it ended. Changes nothing, but shows
 * lines of its log, so only to who may change something.
 */
public final class IncidentLogsEndpoint implements Endpoint {
    private final IncidentView view;
    private final Function<String, Future<List<LastLines>>> kept;
    private final UnaryOperator<Instant> shown;

    /**
     * @param kept  by an incident's id, the oldest first
     * @param shown times as a person's clock shows them
     */
    public IncidentLogsEndpoint(IncidentView view, Function<String, Future<List<LastLines>>> kept,
            UnaryOperator<Instant> shown) {
        this.view = view;
        this.kept = kept;
        this.shown = shown;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/incidents/:id/logs").handler(mayChange).handler(context -> {
            switch (view.meant(context.pathParam("id"))) {
                case Meant.None none -> Answer.problem(context, 404, "not found", none.why());
                case Meant.One one -> answer(context, one.entry().incident().id());
            }
        });
    }

    private void answer(RoutingContext context, String incident) {
        kept.apply(incident).onSuccess(ends -> {
            JsonArray json = new JsonArray();
            ends.forEach(end -> json.add(new JsonObject().put("at", shown.apply(end.at()).toString())
                    .put("container", end.container())
                    .put("lines", new JsonArray(end.lines()))));
            Answer.data(context, new JsonObject().put("incident", incident).put("ends", json));
        })
                .onFailure(why -> Answer.problem(context, 503, "unavailable",
                        "the journal cannot be read: " + why.getMessage()));
    }
}
