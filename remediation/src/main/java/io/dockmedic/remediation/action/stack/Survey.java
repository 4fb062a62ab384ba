package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.shared.Rejoining;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at all containers of the engine, and makes the plan for a project. To be used once, on one context. */
final class Survey {
    private static final String PROJECT = "com.docker.compose.project";
    private static final String SERVICE = "com.docker.compose.service";
    /** Those that a restart of the other one would cut off; whose volumes it has, or which names it knows, does not matter. */
    private static final String SHARES = "shares";

    private final Stacking with;
    private final Incident incident;
    private final Container own;
    private final String project;
    private final List<ContainerState> states = new ArrayList<>();
    private final Map<String, Blueprint> running = new TreeMap<>();
    private final Map<String, String> moved = new HashMap<>();
    /** What the networks of members have against their stop, by the ids of those. */
    private final Map<String, Outcome.Refused> cutOff = new HashMap<>();

    Survey(Stacking with, Incident incident, Container own) {
        this.with = with;
        this.incident = incident;
        this.own = own;
        this.project = project(own.labels());
    }

    /** The project that a container with these labels is of; empty when it is of none. */
    static String project(Map<String, String> labels) {
        return labels.getOrDefault(SERVICE, "").isEmpty() ? "" : labels.getOrDefault(PROJECT, "");
    }

    /** The future never fails. */
    Future<Plan> plan() {
        return project.isEmpty()
                ? Future.succeededFuture(new Plan.Against(ErrorClass.BAD_REQUEST,
                        "the container is of no Compose project: it has no label " + PROJECT))
                : with.calls()
                        .list()
                        .compose(result -> result instanceof CallResult.Done<List<String>>(List<String> ids)
                                ? each(ids, 0)
                                : Future.succeededFuture(unseen(result)));
    }

    private Future<Plan> each(List<String> ids, int next) {
        return next == ids.size()
                ? Future.succeededFuture(planned())
                : with.calls().inspect(ids.get(next)).compose(result -> {
                    if (result instanceof CallResult.Done<ContainerState>(ContainerState state)) {
                        states.add(state);
                        return footing(state).compose(known -> network(state))
                                .compose(known -> state.running() ? closely(ids, next) : each(ids, next + 1));
                    }
                    return gone(result) ? each(ids, next + 1) : Future.succeededFuture(unseen(result));
                });
    }

    /** That of the container whose incident it is was looked at before. */
    private Future<Void> footing(ContainerState state) {
        return ofProject(state) && !state.id().equals(own.id())
                ? with.neighbours()
                        .footing(container(state), state)
                        .onSuccess(why -> moved.put(state.id(), why))
                        .mapEmpty()
                : Future.succeededFuture();
    }

    private Future<Void> network(ContainerState state) {
        return ofProject(state) && state.running()
                ? Rejoining.against(with.calls(), state, "")
                        .onSuccess(against -> against.ifPresent(refused -> cutOff.put(state.id(), refused)))
                        .mapEmpty()
                : Future.succeededFuture();
    }

    private Future<Plan> closely(List<String> ids, int next) {
        return with.remakes().blueprint(ids.get(next)).compose(result -> {
            if (result instanceof CallResult.Done<Blueprint>(Blueprint of)) {
                running.put(of.id(), of);
                return each(ids, next + 1);
            }
            return gone(result) ? each(ids, next + 1) : Future.succeededFuture(unseen(result));
        });
    }

    private static boolean gone(CallResult<?> result) {
        return result instanceof CallResult.Refused<?> refused && refused.error() == ErrorClass.NOT_FOUND;
    }

    private static Plan unseen(CallResult<?> result) {
        return switch (result) {
            case CallResult.Refused<?>(ErrorClass error, int status, String message) ->
                new Plan.Against(error, "the project cannot be looked at: " + message);
            case CallResult.Unknown<?>(String why) ->
                new Plan.Against(ErrorClass.UNREACHABLE, "the project cannot be looked at: " + why);
            case CallResult.Done<?> done -> throw new IllegalArgumentException("it was seen");
        };
    }

    private Plan planned() {
        Optional<Outcome.Refused> offline = states.stream()
                .filter(state -> state.id().equals(own.id()))
                .flatMap(state -> offline(state).stream())
                .findFirst();
        return offline.<Plan>map(refused -> new Plan.Against(refused.error(), own.name() + ": " + refused.message()))
                .orElseGet(this::ofAll);
    }

    private Plan ofAll() {
        Map<String, Need> needed = new HashMap<>();
        states.stream()
                .filter(this::ofProject)
                .forEach(state -> Need.of(state.labels())
                        .forEach((service, need) -> needed.merge(service, need, Need::more)));
        List<Member> members = states.stream()
                .filter(this::ofProject)
                .sorted(Comparator.comparing(ContainerState::name))
                .map(state -> member(state, needed.get(state.labels().get(SERVICE)) == Need.COMPLETED))
                .toList();
        Optional<String> deployed = members.stream()
                .filter(one -> !one.id().equals(own.id()))
                .flatMap(one -> with.neighbours().touchedJustNow(one.container()).stream())
                .findFirst();
        return deployed.<Plan>map(what -> new Plan.Against(ErrorClass.CONFLICT,
                what + " a moment ago: whoever is at work on the project has the right of way"))
                .orElseGet(() -> Plan.of(project, own.id(), members, guests(members)));
    }

    private boolean ofProject(ContainerState state) {
        return project(state.labels()).equals(project);
    }

    private static Container container(ContainerState state) {
        boolean job = state.autoRemove() || Service.oneOff(state.labels());
        return new Container(state.id(), state.name(), state.image(), state.labels(),
                Service.of(state.name(), state.labels()), job);
    }

    private Member member(ContainerState state, boolean job) {
        Container container = container(state);
        boolean other = Service.oneOff(state.labels());
        return new Member(container, state, other ? state.name() : state.labels().getOrDefault(SERVICE, ""),
                other ? Map.of() : Need.of(state.labels()), parents(state.id()), against(container, state, job));
    }

    private List<String> parents(String id) {
        Blueprint child = running.get(id);
        return child == null
                ? List.of()
                : running.values()
                        .stream()
                        .filter(other -> !other.id().equals(id))
                        .filter(other -> child.livesOn(other).filter(how -> how.startsWith(SHARES)).isPresent())
                        .map(Blueprint::id)
                        .toList();
    }

    /** Who is of no project, or of another, is left alone. */
    private Map<String, List<String>> guests(List<Member> members) {
        List<String> ours = members.stream().map(Member::id).toList();
        Map<String, List<String>> guests = new HashMap<>();
        running.values()
                .stream()
                .filter(one -> !ours.contains(one.id()))
                .forEach(one -> parents(one.id())
                        .forEach(id -> guests.computeIfAbsent(id, first -> new ArrayList<>()).add(one.name())));
        return guests;
    }

    private String against(Container container, ContainerState state, boolean job) {
        boolean asking = state.id().equals(own.id());
        return plain(state)
                .or(() -> asking
                        ? with.neighbours().consentEndsBefore(container)
                        : with.neighbours().against(incident, container, state))
                .or(() -> asking ? Optional.empty() : down(container, state, job))
                .or(() -> offline(state).map(Outcome.Refused::message))
                .orElse(moved.getOrDefault(state.id(), ""));
    }

    /** What its network has against its stop; nothing where that comes up before it, by its own turn. */
    private Optional<Outcome.Refused> offline(ContainerState state) {
        return Optional.ofNullable(cutOff.get(state.id()))
                .filter(refused -> refused.error() != ErrorClass.NOT_YET || states.stream()
                        .filter(this::ofProject)
                        .noneMatch(other -> Rejoining.names(state.networkOf(), other)));
    }

    private static Optional<String> plain(ContainerState state) {
        if (Service.oneOff(state.labels())) {
            return Optional.of("it was started once, by docker compose run");
        }
        if (state.autoRemove()) {
            return Optional.of("the engine removes it when it ends");
        }
        if (state.paused()) {
            return Optional.of("it is paused, which only somebody does");
        }
        if (state.status().equals("removing") || state.status().equals("dead")) {
            return Optional.of("it is being removed");
        }
        return state.name().contains(".dockmedic-")
                ? Optional.of("it is half of another that is made anew")
                : Optional.empty();
    }

    /** What does not run is started where nobody wants it down; what is not known is not healed. */
    private Optional<String> down(Container container, ContainerState state, boolean job) {
        if (state.restarting()) {
            return Optional.of("the engine's own restart policy still applies");
        }
        if (state.running()) {
            return job ? Optional.of("it is at work, and is to complete") : Optional.empty();
        }
        if (state.startedAt() == null) {
            return Optional.of("it was never started");
        }
        return switch (with.neighbours().ended(container, state)) {
            case BY_ITSELF -> state.exitCode() == 0 && !job ? Optional.of(Member.ENDED_WELL) : Optional.empty();
            case ASKED -> Optional.of("somebody stopped it");
            case UNKNOWN -> job && state.exitCode() == 0
                    ? Optional.empty()
                    : Optional.of("it does not run, and it is not known that nobody stopped it");
        };
    }
}
