package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads answers about the build cache. What is missing, or null, counts as none. */
final class PruneReader {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z._-]{0,29}");

    private PruneReader() {}

    static List<CacheEntry> cache(JsonNode json) {
        List<CacheEntry> entries = new ArrayList<>();
        for (JsonNode entry : json.path("BuildCache")) {
            entries.add(new CacheEntry(type(entry.path("Type").asText("")),
                    Math.max(0, entry.path("Size").asLong()),
                    entry.path("InUse").asBoolean() || entry.path("Shared").asBoolean(),
                    Stream.of("LastUsedAt", "CreatedAt")
                            .flatMap(time -> Stream.ofNullable(instant(entry.path(time).asText(""))))
                            .max(Instant::compareTo)
                            .orElse(Instant.EPOCH)));
        }
        return List.copyOf(entries);
    }

    static CachePruned pruned(JsonNode json) {
        return new CachePruned(json.path("CachesDeleted").size(), Math.max(0, json.path("SpaceReclaimed").asLong()));
    }

    private static String type(String word) {
        return TYPE.matcher(word).matches() ? word : "other";
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
