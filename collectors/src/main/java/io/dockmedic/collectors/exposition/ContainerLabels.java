package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.event.Container;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which labels of a container its metrics show: none but those named, since labels may hold secrets. Each becomes
 * {@code container_label_} and its name, with {@code _} for what a metric's label may not have.
 *
 * @param shown the metric's label, by the container's, in order
 */
public record ContainerLabels(Map<String, String> shown) {
    /** Compose's project and service. */
    public static final ContainerLabels DEFAULT = of(
            List.of("com.docker.compose.project", "com.docker.compose.service"));

    private static final String PREFIX = "container_label_";

    public ContainerLabels {
        shown = Collections.unmodifiableMap(new LinkedHashMap<>(shown));
    }

    /** @throws IllegalArgumentException when two become the same; see {@link #clash} */
    public static ContainerLabels of(List<String> names) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (String name : names) {
            clash(shown.keySet(), name).ifPresent(other -> {
                throw new IllegalArgumentException(name + " and " + other + " both become " + metricLabel(name));
            });
            shown.put(name, metricLabel(name));
        }
        return new ContainerLabels(shown);
    }

    /** The label that {@code name} becomes. */
    public static String metricLabel(String name) {
        return PREFIX + name.replaceAll("[^a-zA-Z0-9_]", "_");
    }

    /** One of {@code others} that becomes the same label as {@code name}. */
    public static Optional<String> clash(Iterable<String> others, String name) {
        for (String other : others) {
            if (metricLabel(other).equals(metricLabel(name))) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    /** Names and values in turn, all that a container's series have; a label it does not have is empty. */
    String[] of(String cgroup, Container container) {
        String[] all = new String[6 + 2 * shown.size()];
        all[0] = "id";
        all[1] = cgroup;
        all[2] = "name";
        all[3] = container.name();
        all[4] = "image";
        all[5] = container.image();
        int at = 6;
        for (Map.Entry<String, String> one : shown.entrySet()) {
            all[at++] = one.getValue();
            all[at++] = container.labels().getOrDefault(one.getKey(), "");
        }
        return all;
    }
}
