package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the answer to {@code GET /system/df}, up to API 1.51. A size that the engine does not know is -1 there. */
final class SpaceReader {
    private static final Set<String> ACTIVE = Set.of("running", "paused", "restarting");

    private SpaceReader() {}

    /** Of each type that was asked for; one that there is nothing of is null there. */
    static List<Space> read(JsonNode json, Collection<SpaceType> asked) {
        return asked.stream().map(type -> switch (type) {
            case IMAGES -> images(json);
            case CONTAINERS -> containers(json.path("Containers"));
            case VOLUMES -> volumes(json.path("Volumes"));
            case BUILD_CACHE -> cache(json.path("BuildCache"));
        }).toList();
    }

    /**
     * Layers that images share count once in all, and for no image alone. Podman 4.3 says 0 of all layers together and has an
     * entry for each tag: there each image counts once, with the layers that it shares.
     */
    private static Space images(JsonNode json) {
        Map<String, JsonNode> images = new HashMap<>();
        json.path("Images").forEach(image -> images.putIfAbsent(image.path("Id").asText(), image));
        long apart = 0;
        long used = 0;
        for (JsonNode image : images.values()) {
            long own = Math.max(0, known(image.path("Size")) - known(image.path("SharedSize")));
            apart += own;
            used += image.path("Containers").asLong() == 0 ? 0 : own;
        }
        long layers = known(json.path("LayersSize"));
        long bytes = layers == 0 ? apart : layers;
        return new Space(SpaceType.IMAGES, bytes, Math.max(0, bytes - used));
    }

    private static Space containers(JsonNode containers) {
        long bytes = 0;
        long active = 0;
        for (JsonNode container : containers) {
            bytes += known(container.path("SizeRw"));
            if (ACTIVE.contains(container.path("State").asText(""))) {
                active += known(container.path("SizeRw"));
            }
        }
        return new Space(SpaceType.CONTAINERS, bytes, bytes - active);
    }

    private static Space volumes(JsonNode volumes) {
        long bytes = 0;
        long used = 0;
        for (JsonNode volume : volumes) {
            JsonNode usage = volume.path("UsageData");
            bytes += known(usage.path("Size"));
            if (usage.path("RefCount").asLong() != 0) {
                used += known(usage.path("Size"));
            }
        }
        return new Space(SpaceType.VOLUMES, bytes, bytes - used);
    }

    private static Space cache(JsonNode entries) {
        long bytes = 0;
        long used = 0;
        for (JsonNode entry : entries) {
            if (!entry.path("Shared").asBoolean()) {
                bytes += known(entry.path("Size"));
                if (entry.path("InUse").asBoolean()) {
                    used += known(entry.path("Size"));
                }
            }
        }
        return new Space(SpaceType.BUILD_CACHE, bytes, bytes - used);
    }

    private static long known(JsonNode size) {
        return Math.max(0, size.asLong());
    }
}
