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
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * {@code GET /api/v1/incidents}, newest first; {@code ?state=firing} (may be given several times) picks, {@code limit}
 * bounds the answer, {@code brief=true} leaves evidence and readings out.
 */
public final class IncidentsEndpoint implements Endpoint {
    private static final List<String> STATES = Stream.of(Incident.State.values()).map(Incident.State::word).toList();

    private static final List<String> PARAMETERS = List.of("brief", "limit", "state");

    private static final int LIMIT = 100;
    private static final int MOST = 1000;

    private final IncidentView view;
    private final IncidentJson json;

    public IncidentsEndpoint(IncidentView view, IncidentJson json) {
        this.view = view;
        this.json = json;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/incidents").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        for (String name : context.queryParams().names()) {
            if (!PARAMETERS.contains(name)) {
                Answer.problem(context, 400, "bad data",
                        "unknown parameter " + name + "; there are " + String.join(", ", PARAMETERS));
                return;
            }
        }
        List<String> states = context.queryParam("state");
        if (!STATES.containsAll(states)) {
            Answer.problem(context, 400, "bad data", "state is one of " + String.join(", ", STATES));
            return;
        }
        List<String> brief = context.queryParam("brief");
        if (!List.of("true", "false").containsAll(brief)) {
            Answer.problem(context, 400, "bad data", "brief is true or false");
            return;
        }
        boolean inShort = brief.contains("true");
        OptionalInt limit = limit(context.queryParam("limit"));
        if (limit.isEmpty()) {
            Answer.problem(context, 400, "bad data", "limit is a number from 1 to " + MOST);
            return;
        }
        List<IncidentEntry> matching = view.all()
                .stream()
                .filter(entry -> states.isEmpty() || states.contains(entry.incident().state().word()))
                .toList();
        JsonArray incidents = new JsonArray();
        matching.stream()
                .limit(limit.getAsInt())
                .map(entry -> inShort ? json.brief(entry) : json.of(entry))
                .forEach(incidents::add);
        Answer.data(context, new JsonObject().put("incidents", incidents).put("total", matching.size()));
    }

    private static OptionalInt limit(List<String> asked) {
        if (asked.isEmpty()) {
            return OptionalInt.of(LIMIT);
        }
        try {
            int limit = Integer.parseInt(asked.getLast());
            return limit >= 1 && limit <= MOST ? OptionalInt.of(limit) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
