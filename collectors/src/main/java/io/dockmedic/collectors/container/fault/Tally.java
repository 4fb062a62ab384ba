package io.dockmedic.collectors.container.fault;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts faults by service. Bounded: when there are too many services, one of which nothing was heard for an hour makes room,
 * and while there is none, further ones are left out. Hears on one thread; may be asked from any.
 */
final class Tally {
    /** Of services; as many series of each metric. */
    static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);
    private static final int MOST_CONTAINERS = 4 * MOST;
    private static final Duration SILENT = Duration.ofHours(1);

    private final Map<Named, Faults> services = new ConcurrentHashMap<>();
    private final Map<String, Kills> containers = new LinkedHashMap<>(16, 0.75F, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kills> eldest) {
            return size() > MOST_CONTAINERS;
        }
    };
    private boolean full;

    /** All that are counted, those without a fault too. */
    Map<Named, Faults> all() {
        return Map.copyOf(services);
    }

    void heard(Event event) {
        if (!(event instanceof ContainerEvent of) || of.container().job()) {
            return;
        }
        switch (of) {
            case ContainerReading.Sampled sampled -> {
                Usage usage = sampled.usage();
                long kills = kills(of).read(of.at().minus(usage.over()), of.at(), usage.oomKills());
                add(of, kills, usage.threadsRefused());
            }
            case ContainerEvent.Started started -> add(started, 0, 0);
            case ContainerEvent.OutOfMemory told -> {
                kills(told).told(told.at());
                add(told, 0, 0);
            }
            case ContainerEvent.Died died -> add(died, kills(died).died(died.at(), died.oomKilled()), 0);
            case ContainerEvent.Removed removed -> containers.remove(removed.container().id());
            default -> {
                // Nothing failed.
            }
        }
    }

    private Kills kills(ContainerEvent of) {
        return containers.computeIfAbsent(of.container().id(), first -> new Kills());
    }

    private void add(ContainerEvent of, long kills, long refused) {
        Container container = of.container();
        Named named = Named.of(container.service());
        Faults before = services.get(named);
        if (before == null && services.size() >= MOST && !makeRoom(of.at())) {
            return;
        }
        services.put(named, (before == null ? Faults.none(of.at()) : before).and(kills, refused, of.at()));
    }

    private boolean makeRoom(Instant now) {
        boolean made = services.values().removeIf(one -> one.heard().isBefore(now.minus(SILENT)));
        if (!made && !full) {
            full = true;
            LOG.atWarn().log("faults of further services than {} are not counted", MOST);
        }
        return made;
    }
}
