package io.dockmedic.remediation.action.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a container lacks of what it was on when it last ran well.
 *
 * @param networks by name, each with as what it was there
 * @param doubt    why somebody may want it so, for a person; empty where nobody can
 */
record Lacking(SortedMap<String, JsonNode> networks, String doubt) implements Found {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param endpoints as JSON, by the networks' names */
    static Lacking of(Map<String, String> endpoints, String doubt) {
        TreeMap<String, JsonNode> networks = new TreeMap<>();
        endpoints.forEach((name, endpoint) -> networks.put(name, read(endpoint)));
        return new Lacking(networks, doubt);
    }

    private static JsonNode read(String endpoint) {
        try {
            return JSON.readTree(endpoint);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it was written by us", e);
        }
    }

    /** For a person: {@code shop_back (as db; at 172.20.0.9)}. */
    String words() {
        return networks.entrySet()
                .stream()
                .map(network -> network.getKey() + as(network.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String as(JsonNode endpoint) {
        List<String> names = new ArrayList<>();
        endpoint.path("Aliases").forEach(alias -> names.add(alias.asText("")));
        List<String> addresses = new ArrayList<>();
        for (String field : List.of("IPv4Address", "IPv6Address")) {
            String fixed = endpoint.path("IPAMConfig").path(field).asText("");
            if (!fixed.isEmpty()) {
                addresses.add(fixed);
            }
        }
        List<String> parts = new ArrayList<>();
        if (!names.isEmpty()) {
            parts.add("as " + String.join(" and ", names));
        }
        if (!addresses.isEmpty()) {
            parts.add("at " + String.join(" and ", addresses));
        }
        return parts.isEmpty() ? "" : " (" + String.join("; ", parts) + ")";
    }
}
