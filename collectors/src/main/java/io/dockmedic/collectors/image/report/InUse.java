package io.dockmedic.collectors.image.report;

import io.dockmedic.collectors.container.view.Sighting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An image that containers are made of, running or not: under one name, of which there may be several builds while not
 * all are recreated.
 *
 * @param key      the name, whole; one image, one key
 * @param image    as a container names it
 * @param ids      of the images themselves, {@code sha256:…}
 * @param services the keys of those made of it, sorted
 */
record InUse(String key, String image, Set<String> ids, List<String> services) {
    InUse {
        ids = Set.copyOf(ids);
        services = List.copyOf(services);
    }

    /** How a report comes to be of this image; the surest first. */
    enum By {
        ID, DIGEST, NAME
    }

    /** All there are, by key. What is meant to end does not count, it would come and go. */
    static List<InUse> of(Collection<Sighting> containers) {
        SortedMap<String, List<Sighting>> byName = new TreeMap<>();
        for (Sighting sighting : containers) {
            if (!sighting.container().job() && !sighting.container().image().isEmpty()) {
                byName.computeIfAbsent(ImageName.whole(sighting.container().image()), key -> new ArrayList<>())
                        .add(sighting);
            }
        }
        return byName.entrySet().stream().map(entry -> of(entry.getKey(), entry.getValue())).toList();
    }

    private static InUse of(String key, List<Sighting> containers) {
        Set<String> ids = new TreeSet<>();
        Set<String> services = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        for (Sighting sighting : containers) {
            ids.add(sighting.state().imageId());
            services.add(sighting.container().service().key());
            names.add(sighting.container().image());
        }
        ids.remove("");
        return new InUse(key, names.iterator().next(), ids, List.copyOf(services));
    }

    /** Whether the report is of it; null when not. */
    @Nullable
    By by(Header report) {
        if (ids.contains(report.imageId())) {
            return By.ID;
        }
        // With some stores of the engine an image's id is its digest.
        if (report.digests()
                .stream()
                .anyMatch(one -> ids.contains(ImageName.digest(one)) || key.equals(ImageName.whole(one)))) {
            return By.DIGEST;
        }
        boolean named = key.equals(ImageName.whole(report.artifact()))
                || report.tags().stream().anyMatch(tag -> key.equals(ImageName.whole(tag)));
        return named ? By.NAME : null;
    }
}
