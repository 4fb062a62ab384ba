package io.dockmedic.collectors.engine.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An image as the engine's list has it.
 *
 * @param id      with its algorithm, {@code sha256:…}
 * @param parent  the image it was built on step by step by the old builder; empty for none
 * @param tags    names with a tag, {@code web:1}; none when no name leads to it any more
 * @param digests names it was pulled by, {@code web@sha256:…}
 * @param created when it was built, wherever that was
 * @param bytes   of all its layers, also of those it shares with others
 * @param labels  its own
 */
public record ImageEntry(String id, String parent, List<String> tags, List<String> digests, Instant created, long bytes,
        Map<String, String> labels) {
    public ImageEntry {
        tags = List.copyOf(tags);
        digests = List.copyOf(digests);
        labels = Map.copyOf(labels);
    }
}
