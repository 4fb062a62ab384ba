package io.dockmedic.remediation.decide.storm;

import io.dockmedic.collectors.event.Container;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many services there are.
 *
 * @param services all of them
 * @param byImage  those of each image, by the image's name as configured
 */
public record Census(int services, Map<String, Integer> byImage) {
    /** Before any is known. */
    public static final Census NONE = new Census(0, Map.of());

    public Census {
        byImage = Map.copyOf(byImage);
    }

    /** Counts services, not containers; jobs are nobody's service. */
    public static Census of(Collection<Container> containers) {
        Set<String> seen = new HashSet<>();
        Map<String, Integer> byImage = new HashMap<>();
        for (Container container : containers) {
            if (!container.job() && seen.add(container.service().key())) {
                byImage.merge(container.image(), 1, Integer::sum);
            }
        }
        return new Census(seen.size(), byImage);
    }

    int of(String image) {
        return byImage.getOrDefault(image, 0);
    }
}
