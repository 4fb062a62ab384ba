package io.dockmedic.rules.engine;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerReading.Sampled;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.incident.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last readings of each container, a minute's worth: what is known of one that has just died. For one thread. */
final class Vitals {
    private static final int LAST = 6;
    /** Of an incident: those around its beginning, and those around its latest fault. */
    private static final int FIRST = 6;
    private static final int MOST = 12;
    private static final int CONTAINERS = 5_000;
    /** What was read longer before says nothing of the fault. */
    private static final Duration AROUND = Duration.ofMinutes(2);

    /** Those read last come last. */
    private final Map<String, Deque<Measured>> byContainer = new LinkedHashMap<>();

    void saw(Sampled sampled) {
        String container = sampled.container().id();
        Deque<Measured> last = byContainer.remove(container);
        if (last == null) {
            last = new ArrayDeque<>(LAST + 1);
        }
        last.add(measured(sampled));
        if (last.size() > LAST) {
            last.remove();
        }
        byContainer.put(container, last);
        if (byContainer.size() > CONTAINERS) {
            byContainer.remove(byContainer.keySet().iterator().next());
        }
    }

    /** An incident's readings with those around {@code fault} that are newer; none for what is about no container. */
    List<Measured> around(Event fault, List<Measured> before) {
        Container target = fault.target();
        Deque<Measured> last = target == null ? null : byContainer.get(target.id());
        if (last == null) {
            return before;
        }
        Instant from = fault.at().minus(AROUND);
        return with(before, last.stream().filter(one -> !one.at().isBefore(from)).toList());
    }

    static List<Measured> with(List<Measured> before, List<Measured> more) {
        List<Measured> all = new ArrayList<>(before);
        for (Measured one : more) {
            if (all.isEmpty() || one.at().isAfter(all.getLast().at())) {
                all.add(one);
            }
            if (all.size() > MOST) {
                all.remove(FIRST);
            }
        }
        return all;
    }

    static Measured measured(Sampled sampled) {
        return new Measured(sampled.at(), sampled.usage());
    }
}
