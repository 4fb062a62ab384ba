package io.dockmedic.remediation.decide.storm;

import io.dockmedic.collectors.event.Container;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How many services there are.
 *
 * @param services   all of them
 * @param byImage    those of each image, by the image's name as configured
 * @param containers names of each one's containers
 */
public record Census(int services, Map<String, Integer> byImage, Map<String, Set<String>> containers) {
    /** Before any is known. */
    public static final Census NONE = new Census(0, Map.of(), Map.of());

    public Census {
        byImage = Map.copyOf(byImage);
        containers = Map.copyOf(containers);
    }

    /** Counts services, not containers; jobs are nobody's service. */
    public static Census of(Collection<Container> containers) {
        Map<String, Set<String>> seen = new HashMap<>();
        Map<String, Integer> byImage = new HashMap<>();
        for (Container container : containers) {
            String service = container.service().key();
            if (!container.job() && !seen.containsKey(service)) {
                byImage.merge(container.image(), 1, Integer::sum);
            }
            if (!container.job()) {
                seen.computeIfAbsent(service, first -> new TreeSet<>()).add(container.name());
            }
        }
        return new Census(seen.size(), byImage, seen);
    }

    /** Names of the containers of these services, as far as there are any now. */
    public Set<String> containers(Collection<String> of) {
        return of.stream()
                .flatMap(service -> containers.getOrDefault(service, Set.of()).stream())
                .collect(Collectors.toSet());
    }

    int of(String image) {
        return byImage.getOrDefault(image, 0);
    }
}
