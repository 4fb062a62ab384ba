package io.dockmedic.api.http;

import io.dockmedic.api.trend.Trends;
import io.dockmedic.remediation.decide.brake.Group;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/containers}: all containers, how they are, and what they used in the last hour. {@code service} and
 * {@code status} (may be given several times) pick, {@code limit} bounds the answer, {@code after} goes on from there.
 */
public final class ContainersEndpoint implements Endpoint {
    private static final Pattern PLACE = Pattern.compile("[^\\x00]+\\x00[0-9a-f]+");
    private static final int SHORT_ID = 12;
    private static final int MOST = 10_000;
    private static final List<String> PARAMETERS = List.of("after", "limit", "service", "status");
    private static final List<String> STATUSES = List.of("created", "running", "paused", "restarting", "removing",
            "exited", "dead");

    private final Supplier<Collection<Sighting>> containers;
    private final Groups groups;
    private final Trends trends;
    private final Clock clock;

    /** @param groups of services, as the owner has named them */
    public ContainersEndpoint(
            Supplier<Collection<Sighting>> containers, Groups groups, Trends trends, Clock clock) {
        this.containers = containers;
        this.groups = groups;
        this.trends = trends;
        this.clock = clock;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/containers").handler(Query.of(PARAMETERS, this::answer));
    }

    private void answer(Query.Requested asked) {
        Query query = asked.query();
        List<String> statuses = query.words("status", STATUSES);
        Optional<ServicePattern> service = query.text("service").map(ServicePattern::new);
        List<Sighting> matching = containers.get()
                .stream()
                .filter(one -> statuses.isEmpty() || statuses.contains(one.state().status()))
                .filter(one -> service.isEmpty() || service.get().matches(one.container()))
                .sorted(Comparator.comparing(ContainersEndpoint::place))
                .toList();
        Page<Sighting> page = query.page(matching, ContainersEndpoint::place, PLACE,
                (place, other) -> place.compareTo(other) > 0, query.whole("limit", 1, MOST));
        JsonArray all = new JsonArray();
        page.items().stream().map(this::json).forEach(all::add);
        Answer.tagged(asked.context(), page.counted(new JsonObject().put("containers", all)));
    }

    /** By service, and those of one by id. */
    private static String place(Sighting one) {
        return one.container().service().key() + "\0" + one.container().id();
    }

    private JsonObject json(Sighting sighting) {
        ContainerState state = sighting.state();
        String id = sighting.container().id();
        JsonObject json = new JsonObject()
                .put("id", id.substring(0, Math.min(SHORT_ID, id.length())))
                .put("service", sighting.container().service().key())
                .put("group", groups.of(sighting.container()).map(Group::name).orElse(null))
                .put("name", sighting.container().name())
                .put("image", sighting.container().image())
                .put("status", state.status())
                .put("health", state.health() == null ? null : state.health().status())
                .put("exitCode", state.running() ? null : state.exitCode())
                .put("startedAt", text(state.startedAt()))
                .put("finishedAt", state.running() ? null : text(state.finishedAt()));
        Judgement end = sighting.end();
        if (!state.running() && end != null && end.intent() == Intent.ASKED) {
            json.put("stoppedBy", end.ours() ? "dockmedic" : "somebody");
        }
        trends.container(id)
                .ifPresent(known -> json.put("cpu", known.trend().first(clock.now()))
                        .put("memory", known.trend().second(clock.now())));
        if (state.running()) {
            trends.container(id)
                    .map(Trends.OfContainer::last)
                    .ifPresent(last -> json.put("cpuPercent", last.cpuPercent())
                            .put("memoryBytes", last.memoryBytes())
                            .put("memoryLimitBytes", last.memoryLimitBytes()));
        }
        return json;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
