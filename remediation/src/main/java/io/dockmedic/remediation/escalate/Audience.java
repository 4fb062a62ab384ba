package io.dockmedic.remediation.escalate;

import io.dockmedic.remediation.decide.brake.Group;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a receiver is for. What has no route, a storm, say, is for every one; what is about no service only for those that are for all
 * services.
 *
 * @param routes   whose matters it hears of; empty for everybody's
 * @param services of which it hears, beside those of its groups; none, as no groups, for all, and for what is about none
 * @param groups   of whose services it hears
 */
public record Audience(List<String> routes, List<ServicePattern> services, List<Group> groups) {
    /** For whatever there is. */
    public static final Audience EVERYTHING = new Audience(List.of(), List.of(), List.of());

    /** Of no group. */
    public Audience(List<String> routes, List<ServicePattern> services) {
        this(routes, services, List.of());
    }

    public Audience {
        routes = List.copyOf(routes);
        services = List.copyOf(services);
        groups = List.copyOf(groups);
    }

    /** Whether the receiver is to hear this message, as it is sent. */
    boolean hears(JsonObject message) {
        JsonObject labels = message.getJsonObject("incident", new JsonObject())
                .getJsonObject("labels", new JsonObject());
        String route = labels.getString("route");
        return (routes.isEmpty() || route == null || routes.contains(route))
                && (ofAll() || isOfGroup(message) || isOf(message));
    }

    /** Whether it hears of every service. */
    public boolean ofAll() {
        return services.isEmpty() && groups.isEmpty();
    }

    private boolean isOfGroup(JsonObject message) {
        JsonObject group = message.getJsonObject("group", new JsonObject());
        return groups.stream().anyMatch(one -> one.name().equals(group.getString("name")));
    }

    /** What one message is about says whose it is; what several are held up by, or what is left of an act, has only names. */
    private Stream<Predicate<String>> known(JsonObject message) {
        Stream<Predicate<String>> own = services.stream().map(one -> one::matches);
        return message.containsKey("incident")
                ? own
                : Stream.concat(own, groups.stream().map(one -> one::mayHave));
    }

    private boolean isOf(JsonObject message) {
        JsonObject storm = message.getJsonObject("storm", new JsonObject());
        JsonArray stormy = storm.getJsonArray("services", new JsonArray());
        JsonArray held = message.getJsonArray("held", new JsonArray());
        // Of a very large storm the message names only some.
        boolean more = storm.getInteger("services_count", 0) > stormy.size()
                || message.getInteger("held_count", 0) > held.size();
        // What is held up need not be what made the storm.
        Stream<String> names = Stream.of(texts(storm, "services"), texts(storm, "containers"),
                held.stream().map(JsonObject.class::cast).flatMap(Audience::names), names(message),
                Stream.ofNullable(message.getJsonObject("container")).map(container -> container.getString("name")))
                .flatMap(all -> all);
        return more || names.filter(Objects::nonNull)
                .anyMatch(name -> known(message).anyMatch(one -> one.test(name)));
    }

    private static Stream<String> names(JsonObject held) {
        return Stream.concat(Stream.ofNullable(held.getString("service")), texts(held, "containers"));
    }

    private static Stream<String> texts(JsonObject json, String name) {
        return json.getJsonArray(name, new JsonArray()).stream().map(String::valueOf);
    }

    @Override
    public String toString() {
        String of = Stream.concat(services.stream().map(ServicePattern::text),
                groups.stream().map(one -> "group " + one.name())).collect(Collectors.joining(", "));
        String what = routes.isEmpty() ? "everything" : "what has route " + String.join(", ", routes);
        return what + (of.isEmpty() ? "" : " of services " + of);
    }
}
