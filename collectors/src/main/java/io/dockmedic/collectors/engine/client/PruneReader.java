package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads answers about the build cache, images and what containers leave. What is missing, or null, counts as none. */
final class PruneReader {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z._-]{0,29}");

    /** What the engine calls a volume that nobody has given a name. */
    private static final Pattern NO_NAME = Pattern.compile("[0-9a-f]{64}");
    private static final String OF_A_CONTAINER = "container:";

    private PruneReader() {}

    static List<ImageEntry> nameless(JsonNode json) {
        List<ImageEntry> images = new ArrayList<>();
        for (JsonNode image : json) {
            if (names(image.path("RepoTags")).isEmpty()) {
                images.add(new ImageEntry(image.path("Id").asText(""), names(image.path("RepoDigests")),
                        Math.max(0, image.path("Size").asLong()), texts(image.path("Labels"))));
            }
        }
        return List.copyOf(images);
    }

    /** Without the words of older engines for that there is none. */
    static List<String> names(JsonNode names) {
        List<String> all = new ArrayList<>();
        names.forEach(name -> all.add(name.asText("")));
        all.removeIf(name -> name.isEmpty() || name.startsWith("<none>"));
        return List.copyOf(all);
    }

    static Leftover leftover(JsonNode json) {
        JsonNode host = json.path("HostConfig");
        return new Leftover(json.path("Id").asText(""), json.path("Name").asText("").replaceFirst("^/", ""),
                json.path("State").path("Status").asText(""), ran(json.path("State").path("FinishedAt").asText("")),
                host.path("RestartPolicy").path("Name").asText("").isEmpty()
                        ? "no"
                        : host.path("RestartPolicy").path("Name").asText(),
                host.path("AutoRemove").asBoolean(),
                json.path("Config").path("Tty").asBoolean() || json.path("Config").path("OpenStdin").asBoolean(),
                texts(json.path("Config").path("Labels")),
                Math.max(0, json.path("SizeRw").asLong()), volumesWithoutName(json), leansOn(host));
    }

    private static List<String> volumesWithoutName(JsonNode container) {
        List<String> paths = new ArrayList<>();
        for (JsonNode mount : container.path("Mounts")) {
            if (mount.path("Type").asText("").equals("volume")
                    && NO_NAME.matcher(mount.path("Name").asText("")).matches()) {
                paths.add(mount.path("Destination").asText(""));
            }
        }
        return paths;
    }

    private static List<String> leansOn(JsonNode host) {
        List<String> others = new ArrayList<>();
        Stream.of("NetworkMode", "IpcMode", "PidMode")
                .map(mode -> host.path(mode).asText(""))
                .filter(mode -> mode.startsWith(OF_A_CONTAINER))
                .forEach(mode -> others.add(mode.substring(OF_A_CONTAINER.length())));
        // {@code db:ro}
        host.path("VolumesFrom").forEach(from -> others.add(from.asText("").split(":", 2)[0]));
        // {@code /db:/web/store}
        host.path("Links").forEach(link -> others.add(link.asText("").split(":", 2)[0].replaceFirst("^/", "")));
        return others;
    }

    /** The engine's zero time says that it never did. */
    private static @Nullable Instant ran(String text) {
        Instant at = instant(text);
        return at == null || at.getEpochSecond() <= 0 ? null : at;
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new HashMap<>();
        json.properties().forEach(text -> texts.put(text.getKey(), text.getValue().asText("")));
        return texts;
    }

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
