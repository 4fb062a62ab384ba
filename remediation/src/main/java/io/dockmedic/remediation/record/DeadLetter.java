package io.dockmedic.remediation.record;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A message that was given up: its receiver was not told.
 *
 * @param receiver  its name
 * @param at        when it was given up
 * @param incidents that it tells of; one or more
 */
public record DeadLetter(String key, String receiver, Instant at, Set<String> incidents) {
    private static final String ID = "id";
    private static final String INCIDENT = "incident";

    public DeadLetter {
        incidents = Set.copyOf(incidents);
    }

    /** Empty for what only says that something is over: nobody need come for that. */
    public static Optional<DeadLetter> of(Delivery delivery, Instant at) {
        JsonObject body = new JsonObject(delivery.body());
        Set<String> incidents = "resolved".equals(body.getString("kind")) ? Set.of() : incidents(body);
        return incidents.isEmpty()
                ? Optional.empty()
                : Optional.of(new DeadLetter(delivery.key(), delivery.receiver(), at, incidents));
    }

    /** Whether it is the same message to the same receiver. */
    public boolean same(DeadLetter other) {
        return key.equals(other.key) && receiver.equals(other.receiver);
    }

    private static Set<String> incidents(JsonObject body) {
        Stream<String> held = body.getJsonArray("held", new JsonArray())
                .stream()
                .flatMap(service -> ((JsonObject) service).getJsonArray("incidents").stream())
                .map(incident -> ((JsonObject) incident).getString(ID));
        return Stream.concat(held, Stream.of(
                body.getJsonObject(INCIDENT, new JsonObject()).getString(ID),
                body.getJsonObject("act", new JsonObject()).getString(INCIDENT)))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
