package io.dockmedic.api.http;

import io.dockmedic.api.view.IncidentEntry;
import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code GET /api/v1/incidents}, newest first; {@code ?state=firing} (may be given several times), {@code rule},
 * {@code service} and {@code since} pick, {@code limit} bounds the answer, {@code after} goes on from there, {@code brief=true}
 * leaves evidence and readings out.
 */
public final class IncidentsEndpoint implements Endpoint {
    private static final Pattern PLACE = Pattern.compile("[0-9]{12}\\.[0-9]{9} .+", Pattern.DOTALL);
    private static final List<String> STATES = Stream.of(Incident.State.values()).map(Incident.State::word).toList();

    private static final List<String> PARAMETERS = List.of("after", "brief", "limit", "rule", "service", "since",
            "state");

    private static final int LIMIT = 100;
    private static final int MOST = 1000;

    private final IncidentView view;
    private final IncidentJson json;
    private final Clock clock;

    public IncidentsEndpoint(IncidentView view, IncidentJson json, Clock clock) {
        this.view = view;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/incidents").handler(Query.of(PARAMETERS, this::answer));
    }

    private void answer(Query.Requested asked) {
        Query query = asked.query();
        List<String> states = query.words("state", STATES);
        boolean inShort = query.flag("brief").orElse(false);
        int limit = query.whole("limit", 1, MOST).orElse(LIMIT);
        Optional<String> rule = query.text("rule");
        Optional<ServicePattern> service = query.text("service").map(ServicePattern::new);
        Instant since = query.moment("since", clock.shown(clock.now())).orElse(Instant.MIN);
        List<IncidentEntry> matching = view.all()
                .stream()
                .filter(entry -> states.isEmpty() || states.contains(entry.incident().state().word()))
                .filter(entry -> rule.isEmpty() || rule.get().equals(entry.incident().rule()))
                .filter(entry -> service.isEmpty() || isOf(service.get(), entry.incident()))
                .filter(entry -> !clock.shown(entry.incident().activeAt()).isBefore(since))
                .toList();
        Page<IncidentEntry> page = query.page(matching, IncidentsEndpoint::place, PLACE,
                (place, other) -> place.compareTo(other) < 0, OptionalInt.of(limit));
        JsonArray incidents = new JsonArray();
        page.items().stream().map(entry -> inShort ? json.brief(entry) : json.of(entry)).forEach(incidents::add);
        Answer.tagged(asked.context(), page.counted(new JsonObject().put("incidents", incidents)));
    }

    /** One that is about no container is of no service. */
    private static boolean isOf(ServicePattern service, Incident incident) {
        Container target = incident.target();
        return target != null && service.matches(target);
    }

    /** Sorts as time does. */
    private static String place(IncidentEntry entry) {
        Instant at = entry.incident().activeAt();
        return String.format(Locale.ROOT, "%012d.%09d ", at.getEpochSecond(), at.getNano()) + entry.incident().id();
    }
}
