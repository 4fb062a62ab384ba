package io.dockmedic.collectors.image.report;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ImageEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.SeverityCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells what was not so before, once; after our start all there is. When the host has another name from now on, what was
 * told under the old one is over there. For one thread.
 */
final class Changes {
    private static final int MOST_SERVICES = 10;

    private final Duration grace;
    private final Map<String, Told> told = new HashMap<>();

    /**
     * @param missing since when there has been no report or no container; empty while there is
     * @param host    under whose name it was told; empty when that is not known
     */
    private record Told(Optional<Assessed> last, Optional<Instant> missing, String host) {}

    /** @param over images that are in use no more, or have no report any more, as events say */
    record News(List<Event> events, Set<String> over) {}

    /** @param grace for which an image may be missing: it is, while its containers are made anew */
    Changes(Duration grace) {
        this.grace = grace;
    }

    /** An image that had been told of before our start, under that host's name. */
    void before(String image, String host) {
        told.putIfAbsent(image, new Told(Optional.empty(), Optional.empty(), host));
    }

    News since(List<Assessed> assessed, String host, Instant now) {
        List<Assessed> changed = new ArrayList<>();
        SortedMap<String, String> ended = new TreeMap<>();
        Set<String> there = new HashSet<>();
        for (Assessed one : assessed) {
            there.add(one.image());
            Told before = told.put(one.image(), new Told(Optional.of(one), Optional.empty(), host));
            boolean elsewhere = before != null && !name(before, host).equals(host);
            if (elsewhere) {
                ended.put(one.image(), before.host());
            }
            if (before == null || elsewhere || before.last().isEmpty() || isNews(before.last().get(), one)) {
                changed.add(one);
            }
        }
        Set<String> over = new HashSet<>();
        for (Map.Entry<String, Told> entry : told.entrySet()) {
            if (!there.contains(entry.getKey())) {
                Instant missing = entry.getValue().missing().orElse(now);
                entry.setValue(new Told(entry.getValue().last(), Optional.of(missing), entry.getValue().host()));
                if (!missing.plus(grace).isAfter(now)) {
                    over.add(entry.getKey());
                    ended.put(entry.getKey(), name(entry.getValue(), host));
                }
            }
        }
        told.keySet().removeAll(over);
        List<Event> events = new ArrayList<>();
        changed.forEach(one -> events.add(event(one, host, now, serious(host))));
        ended.forEach((image, name) -> events.add(new ImageEvent.Vulnerable(now, name, Origin.DOCKMEDIC, image, "",
                List.of(), SeverityCounts.NONE, 0, SeverityCounts.NONE, List.of(), serious(name))));
        return new News(events, over);
    }

    private static String name(Told one, String host) {
        return one.host().isEmpty() ? host : one.host();
    }

    /** How many images on that host are. */
    private int serious(String host) {
        return Math.toIntExact(told.values()
                .stream()
                .filter(one -> one.host().equals(host))
                .flatMap(one -> one.last().stream())
                .filter(Assessed::isSerious)
                .count());
    }

    /** Which services there are is none: they come and go. */
    private static boolean isNews(Assessed before, Assessed now) {
        return !before.imageId().equals(now.imageId()) || !before.counts().equals(now.counts())
                || before.fixable() != now.fixable() || !before.added().equals(now.added())
                || !before.worst().equals(now.worst());
    }

    private static Event event(Assessed one, String host, Instant now, int serious) {
        return new ImageEvent.Vulnerable(now, host, Origin.DOCKMEDIC, one.image(), one.imageId(),
                one.services().stream().limit(MOST_SERVICES).toList(), one.counts(), one.fixable(), one.added(),
                one.worst(), serious);
    }
}
