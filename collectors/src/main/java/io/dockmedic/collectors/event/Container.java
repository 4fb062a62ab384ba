package io.dockmedic.collectors.event;

import java.util.Map;

/**
 * The container an event is about, as it was then.
 *
 * @param id      full 64-digit id
 * @param name    without the leading slash
 * @param image   as configured, {@code postgres:16}
 * @param labels  all of them, unmodifiable
 * @param service what it is a container of
 * @param job     AutoRemove or a Compose one-off: meant to end, and nobody's service
 */
public record Container(
        String id, String name, String image, Map<String, String> labels, Service service, boolean job) {
    public Container {
        labels = Map.copyOf(labels);
    }
}
