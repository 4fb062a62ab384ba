package io.dockmedic.collectors.engine.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The networks that a container is on, and as what. */
final class Endpoints {
    /** What the engine says of how it came to be connected, and nobody has asked for. */
    private static final Set<String> CAME = Set.of("NetworkID", "EndpointID", "Gateway", "IPAddress", "IPPrefixLen",
            "IPv6Gateway", "GlobalIPv6Address", "GlobalIPv6PrefixLen", "MacAddress", "DNSNames");

    private Endpoints() {}

    /** Those that can be asked for, by the network's name; none for what has no network of its own. */
    static Map<String, JsonNode> of(Blueprint container) {
        Map<String, JsonNode> endpoints = new LinkedHashMap<>();
        String mode = container.networkMode();
        if (mode.equals("host") || mode.equals("none") || mode.startsWith("container:")) {
            return endpoints;
        }
        container.inspect()
                .path("NetworkSettings")
                .path("Networks")
                .properties()
                .forEach(network -> endpoints.put(network.getKey(), asked(network.getValue(), container)));
        String mac = container.inspect().path("Config").path("MacAddress").asText("");
        first(container).map(endpoints::get)
                .filter(endpoint -> !mac.isEmpty())
                .ifPresent(endpoint -> ((ObjectNode) endpoint).put("MacAddress", mac));
        return endpoints;
    }

    /** The one that it is made with; empty when it is on none. */
    static Optional<String> first(Blueprint container) {
        String mode = container.networkMode();
        String name = mode.equals("default") || mode.isEmpty() ? "bridge" : mode;
        for (Map.Entry<String, JsonNode> network : container.inspect()
                .path("NetworkSettings")
                .path("Networks")
                .properties()) {
            if (network.getKey().equals(name) || network.getValue().path("NetworkID").asText("").equals(name)) {
                return Optional.of(network.getKey());
            }
        }
        return Optional.empty();
    }

    /** Before API 1.45 its own short id is among its names. */
    private static JsonNode asked(JsonNode endpoint, Blueprint container) {
        ObjectNode asked = endpoint.deepCopy();
        asked.remove(CAME);
        if (asked.path("Aliases") instanceof ArrayNode aliases) {
            for (int i = aliases.size() - 1; i >= 0; i--) {
                if (aliases.get(i).asText("").equals(container.shortId())) {
                    aliases.remove(i);
                }
            }
        }
        return asked;
    }
}
