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
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code GET /api/v1/rules}: the rules that run, each with what came of it lately. {@code rule} and {@code open} pick,
 * {@code limit} bounds the answer, {@code after} goes on from there.
 */
public final class RulesEndpoint implements Endpoint {
    private static final Pattern PLACE = Pattern.compile(".+", Pattern.DOTALL);
    private static final int MOST = 10_000;
    /** How many of a rule's incidents are shown with it. */
    private static final int RECENT = 5;
    private static final List<String> PARAMETERS = List.of("after", "limit", "open", "rule");

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
        router.get("/api/v1/rules").handler(Query.of(PARAMETERS, this::answer));
    }

    private void answer(Query.Requested asked) {
        Query query = asked.query();
        Optional<String> name = query.text("rule");
        Optional<Boolean> open = query.flag("open");
        Map<String, List<IncidentEntry>> byRule = incidents.all()
                .stream()
                .collect(Collectors.groupingBy(entry -> entry.incident().rule()));
        List<Rule> matching = rules.get()
                .stream()
                .filter(rule -> name.isEmpty() || name.get().equals(rule.name()))
                .filter(rule -> open.isEmpty()
                        || open.get() == (open(byRule.getOrDefault(rule.name(), List.of())) > 0))
                .toList();
        List<String> places = rules.get().stream().map(Rule::name).toList();
        Page<Rule> page = query.page(matching, Rule::name, PLACE, (place, other) -> isAfter(places, place, other),
                query.whole("limit", 1, MOST));
        JsonArray all = new JsonArray();
        page.items().forEach(rule -> all.add(json(rule, byRule.getOrDefault(rule.name(), List.of()))));
        Answer.tagged(asked.context(), page.counted(new JsonObject().put("rules", all)));
    }

    /** In the order of their files. */
    private static boolean isAfter(List<String> places, String place, String other) {
        if (!places.contains(other)) {
            throw new Asked.Wrong("after: that rule does not run any more; begin again without it");
        }
        return places.indexOf(place) > places.indexOf(other);
    }

    private static long open(List<IncidentEntry> incidents) {
        return incidents.stream().filter(entry -> entry.incident().state() != Incident.State.RESOLVED).count();
    }

    /** @param newestFirst its incidents, as far as they are known */
    private JsonObject json(Rule rule, List<IncidentEntry> newestFirst) {
        JsonObject said = new JsonObject()
                .put("name", rule.name())
                .put("file", rule.file())
                .put("on", new JsonArray(List.copyOf(new TreeSet<>(rule.trigger().kinds()))))
                .put("remedy", new JsonArray(rule.plan().steps().stream().map(Step::action).toList()))
                .put("incidents", newestFirst.size())
                .put("open", open(newestFirst));
        if (!newestFirst.isEmpty()) {
            said.put("last", json.brief(newestFirst.getFirst()));
            said.put("recent",
                    new JsonArray(newestFirst.stream().limit(RECENT).map(json::brief).toList()));
        }
        return said;
    }
}
