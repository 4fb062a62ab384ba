package io.dockmedic.api.http;

import io.dockmedic.api.view.IncidentEntry;
import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;

/** {@code GET /api/v1/incidents}, newest first; {@code ?state=firing} (may be given several times) picks. */
public final class IncidentsEndpoint implements Endpoint {
    private static final List<String> STATES = Stream.of(Incident.State.values()).map(Incident.State::word).toList();

    private final IncidentView view;

    public IncidentsEndpoint(IncidentView view) {
        this.view = view;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/incidents").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        List<String> states = context.queryParam("state");
        if (!STATES.containsAll(states)) {
            Answer.error(context, 400, "bad_data", "state is one of " + String.join(", ", STATES));
            return;
        }
        JsonArray incidents = new JsonArray();
        for (IncidentEntry entry : view.all()) {
            if (states.isEmpty() || states.contains(entry.incident().state().word())) {
                incidents.add(IncidentJson.of(entry));
            }
        }
        Answer.data(context, new JsonObject().put("incidents", incidents));
    }
}
