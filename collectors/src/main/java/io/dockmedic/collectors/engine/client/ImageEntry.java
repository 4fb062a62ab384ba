package io.dockmedic.collectors.engine.client;

import java.util.List;
import java.util.Map;

/**
 * An image as the engine's list has it.
 *
 * @param id      with its algorithm, {@code sha256:…}
 * @param digests names it was pulled by, {@code web@sha256:…}
 * @param bytes   of all its layers, also of those it shares with others
 * @param labels  its own
 */
public record ImageEntry(String id, List<String> digests, long bytes, Map<String, String> labels) {
    public ImageEntry {
        digests = List.copyOf(digests);
        labels = Map.copyOf(labels);
    }
}
