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
 * What the engine said of a container, as {@code docker events --format '{{json .}}'} writes it.
 *
 * @param action     the word alone, {@code health_status}
 * @param detail     what stands behind it, {@code healthy}; empty without
 * @param attributes labels of the container too: one named as an attribute hides it
 */
record DockerMessage(Instant at, String id, String action, String detail, Map<String, String> attributes) {
    private static final long NANOS = 1_000_000_000L;
    private static final Set<String> NO_LABELS = Set.of(
            "name", "image", "exitCode", "signal", "execDuration", "execID", "oldName");

    DockerMessage {
        attributes = Map.copyOf(attributes);
    }

    /** Empty for what is about no container, or says not when. */
    static Optional<DockerMessage> of(JsonNode node) {
        JsonNode actor = node.path("Actor");
        String id = actor.path("ID").asText(node.path("id").asText(""));
        String whole = node.path("Action").asText(node.path("status").asText(""));
        boolean container = node.path("Type").asText("container").equals("container");
        long nanos = node.path("timeNano").asLong(node.path("time").asLong() * NANOS);
        if (!container || id.isEmpty() || whole.isEmpty() || nanos <= 0) {
            return Optional.empty();
        }
        Map<String, String> attributes = new HashMap<>();
        actor.path("Attributes").properties().forEach(one -> attributes.put(one.getKey(), one.getValue().asText("")));
        int colon = whole.indexOf(':');
        return Optional.of(new DockerMessage(
                Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS), id,
                colon < 0 ? whole : whole.substring(0, colon), colon < 0 ? "" : whole.substring(colon + 1).strip(),
                attributes));
    }

    Container container() {
        Map<String, String> labels = new HashMap<>(attributes);
        labels.keySet().removeAll(NO_LABELS);
        String name = attributes.getOrDefault("name", id);
        boolean job = "true".equalsIgnoreCase(labels.get("com.docker.compose.oneoff"));
        return new Container(
                id, name, attributes.getOrDefault("image", ""), labels, Service.of(name, labels), job);
    }

    /** An attribute that is a number; {@code otherwise} when it is none. */
    int number(String name, int otherwise) {
        try {
            return Integer.parseInt(attributes.getOrDefault(name, ""));
        } catch (NumberFormatException none) {
            return otherwise;
        }
    }
}
