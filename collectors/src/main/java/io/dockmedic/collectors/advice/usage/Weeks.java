package io.dockmedic.collectors.advice.usage;

import io.dockmedic.collectors.event.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes one of the days of each service, a service after the other: only one is in memory as distributions, however many
 * there are. Not safe for use by several threads.
 *
 * @param <T> what is wanted of a service; must not keep its days
 */
final class Weeks<T> {
    private final Map<Service, SortedMap<Long, String>> newer = new HashMap<>();
    private final Function<ServiceUsage, T> wanted;
    private final List<T> all = new ArrayList<>();
    private SortedMap<Long, String> days = new TreeMap<>();
    private @Nullable Service service;

    /** @param newer days that count in place of the rows of the same days, as {@link Day#text} wrote them */
    Weeks(Map<ServiceDay, String> newer, Function<ServiceUsage, T> wanted) {
        newer.forEach((of, text) -> this.newer.computeIfAbsent(of.service(), key -> new TreeMap<>())
                .put(of.day(), text));
        this.wanted = wanted;
    }

    /** The rows of a service come one after the other. */
    void row(ServiceDay of, String text) {
        if (!of.service().equals(service)) {
            close();
            service = of.service();
        }
        days.put(of.day(), text);
    }

    /** What is wanted of each service: those with rows as they came, then the others by name. */
    List<T> end() {
        close();
        service = null;
        List<Service> others = new ArrayList<>(newer.keySet());
        others.sort(Comparator.comparing(Service::key));
        for (Service other : others) {
            service = other;
            close();
        }
        return all;
    }

    private void close() {
        if (service == null) {
            return;
        }
        SortedMap<Long, String> since = newer.remove(service);
        if (since != null) {
            days.putAll(since);
        }
        Day week = new Day();
        boolean known = false;
        for (String text : days.values()) {
            try {
                week.add(Day.read(text));
                known = true;
            } catch (IllegalArgumentException another) {
                // Another version wrote it; a day less is known.
            }
        }
        if (known) {
            all.add(wanted.apply(new ServiceUsage(service, week)));
        }
        days = new TreeMap<>();
    }
}
