package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.GpuEvent.Fault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last faults of each GPU that were told since our start. Safe for use by several threads. */
final class PastFaults {
    private static final int LAST = 10;

    private final Map<String, Deque<Fault>> byPlace = new HashMap<>();

    synchronized void told(Event event) {
        if (event instanceof Fault fault) {
            Deque<Fault> last = byPlace.computeIfAbsent(fault.gpu().pci(), first -> new ArrayDeque<>());
            last.add(fault);
            if (last.size() > LAST) {
                last.remove();
            }
        }
    }

    /** Those of the GPU at that place, oldest first. */
    synchronized List<Fault> of(String pci) {
        return List.copyOf(byPlace.getOrDefault(pci, new ArrayDeque<>()));
    }
}
