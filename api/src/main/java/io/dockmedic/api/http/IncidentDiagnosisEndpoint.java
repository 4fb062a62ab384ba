package io.dockmedic.api.http;

import io.dockmedic.api.view.IncidentView;
import io.dockmedic.api.view.Meant;
import io.dockmedic.remediation.record.Found;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * {@code GET /api/v1/incidents/{id}/diagnosis}: what was found on the container of an incident when that fired. Changes nothing, but
 * shows lines of its log, so only to who may change something.
 */
public final class IncidentDiagnosisEndpoint implements Endpoint {
    private final IncidentView view;
    private final Function<String, Future<Optional<Found>>> kept;
    private final UnaryOperator<Instant> shown;

    /**
     * @param kept  by an incident's id; empty where nothing was looked at
     * @param shown times as a person's clock shows them
     */
    public IncidentDiagnosisEndpoint(IncidentView view, Function<String, Future<Optional<Found>>> kept,
            UnaryOperator<Instant> shown) {
        this.view = view;
        this.kept = kept;
        this.shown = shown;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/incidents/:id/diagnosis").handler(mayChange).handler(context -> {
            switch (view.meant(context.pathParam("id"))) {
                case Meant.None none -> Answer.problem(context, 404, "not found", none.why());
                case Meant.One one -> answer(context, one.entry().incident().id());
            }
        });
    }

    private void answer(RoutingContext context, String incident) {
        kept.apply(incident)
                .onSuccess(found -> Answer.data(context, new JsonObject().put("incident", incident)
                        .put("at", found.map(one -> shown.apply(one.at()).toString()).orElse(null))
                        .put("container", found.map(Found::container).orElse(null))
                        .put("diagnosis", found.map(Found::diagnosis).orElse(null))))
                .onFailure(why -> Answer.problem(context, 503, "unavailable",
                        "the journal cannot be read: " + why.getMessage()));
    }
}
