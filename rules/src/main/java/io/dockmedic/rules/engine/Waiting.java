package io.dockmedic.rules.engine;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerReading.Sampled;
import io.dockmedic.rules.incident.Incident;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A rule's incidents that were told of, and whose containers have not been read since. For one thread. */
final class Waiting {
    private record Unread(String container, Instant since) {}

    private final Map<String, Unread> unread = new HashMap<>();

    void told(Incident incident, Instant now) {
        Container target = incident.latest().target();
        if (target != null) {
            unread.put(incident.key(), new Unread(target.id(), now));
        }
    }

    void over(Incident incident) {
        unread.remove(incident.key());
    }

    void clear() {
        unread.clear();
    }

    /** The keys that waited for this reading, and do not any more. */
    List<String> read(Sampled sampled) {
        if (unread.isEmpty()) {
            return List.of();
        }
        List<String> waiting = unread.entrySet()
                .stream()
                .filter(one -> one.getValue().container().equals(sampled.container().id())
                        && sampled.at().isAfter(one.getValue().since()))
                .map(Map.Entry::getKey)
                .toList();
        waiting.forEach(unread::remove);
        return waiting;
    }
}
