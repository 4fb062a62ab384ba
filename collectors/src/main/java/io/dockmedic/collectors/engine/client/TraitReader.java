package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Reads what kind of engine it is from the answer to {@code GET /info}. What is missing counts as not so. */
final class TraitReader {
    private TraitReader() {}

    static EngineTraits read(JsonNode info) {
        return new EngineTraits(
                info.has("BuildahVersion"),
                info.path("Rootless").asBoolean() || has(info.path("SecurityOptions"), "name=rootless"),
                info.path("LiveRestoreEnabled").asBoolean(),
                info.path("CgroupDriver").asText(""),
                info.path("CgroupVersion").asText(""),
                info.path("Swarm").path("LocalNodeState").asText("").equals("active"),
                has(info.path("DriverStatus"), "io.containerd.snapshotter"),
                info.path("OperatingSystem").asText(""));
    }

    /** Names by id, from the answer to {@code GET /containers/json}. A link's name has a slash more. */
    static Map<String, String> names(JsonNode list) {
        Map<String, String> names = new HashMap<>();
        for (JsonNode container : list) {
            for (JsonNode name : container.path("Names")) {
                String plain = name.asText("").replaceFirst("^/", "");
                if (!plain.contains("/")) {
                    names.put(container.path("Id").asText(""), plain);
                }
            }
        }
        return names;
    }

    /** Whether one of the texts in it, or in lists in it, begins so. */
    private static boolean has(JsonNode list, String beginning) {
        return StreamSupport.stream(list.spliterator(), false)
                .anyMatch(one -> one.isArray() ? has(one, beginning) : one.asText("").startsWith(beginning));
    }
}
