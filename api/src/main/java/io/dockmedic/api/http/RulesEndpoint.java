package io.dockmedic.api.http;

import io.dockmedic.api.view.IncidentEntry;
import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.rule.Rule;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code GET /api/v1/rules}: the rules that run, each with what came of it lately. */
public final class RulesEndpoint implements Endpoint {
    private final Supplier<List<Rule>> rules;
    private final IncidentView incidents;
    private final IncidentJson json;

    public RulesEndpoint(Supplier<List<Rule>> rules, IncidentView incidents, IncidentJson json) {
        this.rules = rules;
        this.incidents = incidents;
        this.json = json;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/rules").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (!context.queryParams().isEmpty()) {
            Answer.problem(context, 400, "bad data", "there are no parameters");
            return;
        }
        Map<String, List<IncidentEntry>> byRule = incidents.all()
                .stream()
                .collect(Collectors.groupingBy(entry -> entry.incident().rule()));
        JsonArray all = new JsonArray();
        rules.get().forEach(rule -> all.add(json(rule, byRule.getOrDefault(rule.name(), List.of()))));
        Answer.data(context, new JsonObject().put("rules", all));
    }

    /** @param newestFirst its incidents, as far as they are known */
    private JsonObject json(Rule rule, List<IncidentEntry> newestFirst) {
        JsonObject said = new JsonObject()
                .put("name", rule.name())
                .put("file", rule.file())
                .put("on", new JsonArray(List.copyOf(new TreeSet<>(rule.trigger().kinds()))))
                .put("remedy", new JsonArray(rule.plan().steps().stream().map(Step::action).toList()))
                .put("incidents", newestFirst.size())
                .put("open", newestFirst.stream()
                        .filter(entry -> entry.incident().state() != Incident.State.RESOLVED)
                        .count());
        if (!newestFirst.isEmpty()) {
            said.put("last", json.brief(newestFirst.getFirst()));
        }
        return said;
    }
}
