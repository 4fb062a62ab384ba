package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads answers about images and the build cache. What is missing, or null, counts as none. */
final class PruneReader {
    /** What older engines write where there is no name. */
    private static final String NO_NAME = "<none>";

    private PruneReader() {}

    static List<ImageEntry> images(JsonNode json) {
        List<ImageEntry> images = new ArrayList<>();
        for (JsonNode image : json) {
            Map<String, String> labels = new HashMap<>();
            image.path("Labels").properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText("")));
            images.add(new ImageEntry(image.path("Id").asText(""), image.path("ParentId").asText(""),
                    names(image.path("RepoTags")), names(image.path("RepoDigests")),
                    Instant.ofEpochSecond(image.path("Created").asLong()),
                    Math.max(0, image.path("Size").asLong()), labels));
        }
        return List.copyOf(images);
    }

    static Set<String> imagesOfContainers(JsonNode json) {
        Set<String> ids = new HashSet<>();
        json.forEach(container -> ids.add(container.path("ImageID").asText("")));
        return Set.copyOf(ids);
    }

    static ImageNames imageNames(JsonNode image) {
        Instant tagged = instant(image.path("Metadata").path("LastTagTime").asText(""));
        // The zero of Go's clock: it does not know.
        return new ImageNames(names(image.path("RepoTags")),
                tagged == null || tagged.getEpochSecond() <= 0 ? null : tagged);
    }

    static List<CacheEntry> cache(JsonNode json) {
        List<CacheEntry> entries = new ArrayList<>();
        for (JsonNode entry : json.path("BuildCache")) {
            entries.add(new CacheEntry(entry.path("ID").asText(""), entry.path("Description").asText(""),
                    Math.max(0, entry.path("Size").asLong()),
                    entry.path("InUse").asBoolean() || entry.path("Shared").asBoolean(),
                    Stream.of("LastUsedAt", "CreatedAt")
                            .flatMap(time -> Stream.ofNullable(instant(entry.path(time).asText(""))))
                            .max(Instant::compareTo)
                            .orElse(Instant.EPOCH)));
        }
        return List.copyOf(entries);
    }

    static List<String> removed(JsonNode json) {
        List<String> ids = new ArrayList<>();
        json.path("CachesDeleted").forEach(id -> ids.add(id.asText("")));
        return List.copyOf(ids);
    }

    private static List<String> names(JsonNode names) {
        List<String> all = new ArrayList<>();
        names.forEach(name -> all.add(name.asText("")));
        all.removeIf(name -> name.isEmpty() || name.startsWith(NO_NAME));
        return all;
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
