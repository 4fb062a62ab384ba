package io.dockmedic.collectors.engine.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Turns what inspect says of a container into what create takes. Taken over is everything but what is named here. What the
 * image says is in it too, which the same image says anyway.
 */
final class CreateBody {
    /** Where a container has no network of its own, the engine refuses to be told of these, though its image says them. */
    private static final List<String> OF_A_NETWORK = List.of("Hostname", "Domainname", "ExposedPorts", "MacAddress");

    private final Blueprint from;
    private final ObjectNode body;
    private final ObjectNode host;

    CreateBody(Blueprint from) {
        this.from = from;
        this.body = object(from.inspect().path("Config"));
        this.host = object(from.inspect().path("HostConfig"));
    }

    /** @param severalNetworks whether more than one network can be named, which is since API 1.44 */
    ObjectNode of(boolean severalNetworks) {
        boolean joins = from.networkMode().startsWith("container:");
        if (joins) {
            body.remove(OF_A_NETWORK);
        }
        if (host.path("UTSMode").asText("").equals("host") || hostnameIsItsId()) {
            body.remove("Hostname");
        }
        host.putObject("RestartPolicy").put("Name", "no").put("MaximumRetryCount", 0);
        links();
        unnamedVolumes();
        networks(severalNetworks);
        body.set("HostConfig", host);
        return body;
    }

    private boolean hostnameIsItsId() {
        return body.path("Hostname").asText("").equals(from.shortId());
    }

    /** Shown as {@code /db:/web/store}, asked for as {@code db:store}. */
    private void links() {
        if (host.path("Links") instanceof ArrayNode links && !links.isEmpty()) {
            ArrayNode asked = host.putArray("Links");
            links.forEach(link -> asked.add(Links.asked(link.asText(""))));
        }
    }

    /** What is mounted and was not asked for by name has a volume of its own, which is kept. */
    private void unnamedVolumes() {
        for (JsonNode mount : from.inspect().path("Mounts")) {
            if (mount.path("Type").asText("").equals("volume") && !mount.path("Name").asText("").isEmpty()) {
                keep(mount);
            }
        }
    }

    private void keep(JsonNode mount) {
        String target = mount.path("Destination").asText("");
        String name = mount.path("Name").asText("");
        for (JsonNode asked : host.path("Mounts")) {
            if (asked.path("Target").asText("").equals(target)) {
                if (asked.path("Source").asText("").isEmpty() && asked instanceof ObjectNode one) {
                    one.put("Source", name);
                }
                return;
            }
        }
        for (JsonNode bind : host.path("Binds")) {
            if (Binds.target(bind.asText("")).equals(target)) {
                return;
            }
        }
        ArrayNode binds = host.path("Binds") instanceof ArrayNode there ? there : host.putArray("Binds");
        binds.add(name + ":" + target + (mount.path("RW").asBoolean(true) ? "" : ":ro"));
    }

    private void networks(boolean several) {
        ObjectNode endpoints = body.putObject("NetworkingConfig").putObject("EndpointsConfig");
        Map<String, JsonNode> all = Endpoints.of(from);
        String first = Endpoints.first(from).orElse("");
        all.forEach((name, endpoint) -> {
            if (several) {
                endpoints.set(name, endpoint);
            } else if (name.equals(first)) {
                // There the address of its card is the container's.
                endpoints.set(name, without(endpoint, "MacAddress"));
            }
        });
    }

    private static JsonNode without(JsonNode endpoint, String field) {
        ObjectNode copy = endpoint.deepCopy();
        copy.remove(field);
        return copy;
    }

    private static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object.deepCopy();
        }
        throw new IllegalArgumentException("the engine does not say how it was made");
    }
}
