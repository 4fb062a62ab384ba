package io.dockmedic.collectors.image.report;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ImageEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.SeverityCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells what was not so before, once; after our start all there is. For one thread. */
final class Changes {
    private static final int MOST_SERVICES = 10;

    private final Duration grace;
    private final Map<String, Told> told = new HashMap<>();

    /** @param missing since when there has been no report or no container; null while there is */
    private record Told(Optional<Assessed> last, Optional<Instant> missing) {}

    /** @param over images that are in use no more, or have no report any more, as events say */
    record News(List<Event> events, Set<String> over) {}

    /** @param grace for which an image may be missing: it is, while its containers are made anew */
    Changes(Duration grace) {
        this.grace = grace;
    }

    /** Images that had been told of before our start. */
    void before(Collection<String> images) {
        images.forEach(image -> told.putIfAbsent(image, new Told(Optional.empty(), Optional.empty())));
    }

    News since(List<Assessed> assessed, String host, Instant now) {
        List<Assessed> changed = new ArrayList<>();
        Set<String> there = new HashSet<>();
        for (Assessed one : assessed) {
            there.add(one.image());
            Told before = told.put(one.image(), new Told(Optional.of(one), Optional.empty()));
            if (before == null || before.last().isEmpty() || isNews(before.last().get(), one)) {
                changed.add(one);
            }
        }
        Set<String> over = new HashSet<>();
        for (Map.Entry<String, Told> entry : told.entrySet()) {
            if (!there.contains(entry.getKey())) {
                Instant missing = entry.getValue().missing().orElse(now);
                entry.setValue(new Told(entry.getValue().last(), Optional.of(missing)));
                if (!missing.plus(grace).isAfter(now)) {
                    over.add(entry.getKey());
                }
            }
        }
        told.keySet().removeAll(over);
        int serious = Math.toIntExact(
                told.values().stream().flatMap(one -> one.last().stream()).filter(Assessed::isSerious).count());
        List<Event> events = new ArrayList<>();
        changed.forEach(one -> events.add(event(one, host, now, serious)));
        over.stream()
                .sorted()
                .forEach(image -> events.add(new ImageEvent.Vulnerable(now, host, Origin.DOCKMEDIC,
                        image, "", List.of(), SeverityCounts.NONE, 0, SeverityCounts.NONE, List.of(), serious)));
        return new News(events, over);
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
