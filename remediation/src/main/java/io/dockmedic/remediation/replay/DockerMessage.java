package io.dockmedic.remediation.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the engine said of a container, as {@code docker events --format '{{json .}}'} writes it: of a recording that is a
 * hundred times as long no more than what events are made of.
 *
 * @param action   the word alone, {@code health_status}
 * @param detail   what stands behind it, {@code healthy}; empty without
 * @param exitCode -1 when it says none
 * @param signal   as it was written; empty when it says none
 */
record DockerMessage(Instant at, Container container, String action, String detail, int exitCode, String signal) {
    private static final long NANOS = 1_000_000_000L;
    /** A label that is named as one of these is hidden by it. */
    private static final Set<String> NO_LABELS = Set.of(
            "name", "image", "exitCode", "signal", "execDuration", "execID", "oldName");
    /** All that events are made of: of health checks alone there may be a million others a day. */
    private static final Set<String> USED = Set.of(
            "start", "kill", "oom", "die", "stop", "health_status", "destroy");

    /** Empty for what is about no container, says not when, or is nothing that events are made of. */
    static Optional<DockerMessage> of(JsonNode node) {
        JsonNode actor = node.path("Actor");
        String id = actor.path("ID").asText(node.path("id").asText(""));
        String whole = node.path("Action").asText(node.path("status").asText(""));
        boolean container = node.path("Type").asText("container").equals("container");
        long nanos = node.path("timeNano").asLong(node.path("time").asLong() * NANOS);
        if (!container || id.isEmpty() || whole.isEmpty() || nanos <= 0) {
            return Optional.empty();
        }
        int colon = whole.indexOf(':');
        String action = colon < 0 ? whole : whole.substring(0, colon);
        if (!USED.contains(action)) {
            return Optional.empty();
        }
        Map<String, String> attributes = new HashMap<>();
        actor.path("Attributes").properties().forEach(one -> attributes.put(one.getKey(), one.getValue().asText("")));
        return Optional.of(new DockerMessage(
                Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS), container(id, attributes), action.intern(),
                colon < 0 ? "" : whole.substring(colon + 1).strip().intern(),
                number(attributes.getOrDefault("exitCode", "")),
                attributes.getOrDefault("signal", "").intern()));
    }

    /** The same of a container that is equal. */
    DockerMessage of(Container equal) {
        return new DockerMessage(at, equal, action, detail, exitCode, signal);
    }

    String id() {
        return container.id();
    }

    private static Container container(String id, Map<String, String> attributes) {
        Map<String, String> labels = new HashMap<>(attributes);
        labels.keySet().removeAll(NO_LABELS);
        String name = attributes.getOrDefault("name", id);
        boolean job = Service.oneOff(labels);
        return new Container(
                id, name, attributes.getOrDefault("image", ""), labels, Service.of(name, labels), job);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
