package io.dockmedic.remediation.action.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** In which order services come: each after what it depends on, by their names where that leaves it open. Pure. */
public final class Order {
    private final Map<String, SortedSet<String>> dependsOn = new TreeMap<>();
    private final List<String> order = new ArrayList<>();
    private final Set<String> placed = new TreeSet<>();
    private final List<String> cycle = new ArrayList<>();

    private Order() {}

    /**
     * Of these.
     *
     * @param dependsOn of each service; what is none of them does not count
     */
    public static Order of(Map<String, Set<String>> dependsOn) {
        Order made = new Order();
        dependsOn.forEach((service, on) -> {
            TreeSet<String> known = new TreeSet<>(on);
            known.retainAll(dependsOn.keySet());
            made.dependsOn.put(service, known);
        });
        made.dependsOn.keySet().forEach(service -> made.place(service, new ArrayList<>()));
        return made;
    }

    private void place(String service, List<String> way) {
        if (placed.contains(service) || !cycle.isEmpty()) {
            return;
        }
        int before = way.indexOf(service);
        if (before >= 0) {
            cycle.addAll(way.subList(before, way.size()));
            cycle.add(service);
            return;
        }
        way.add(service);
        dependsOn.getOrDefault(service, new TreeSet<>()).forEach(on -> place(on, way));
        way.removeLast();
        placed.add(service);
        order.add(service);
    }

    /** Services, each after what it depends on; of no meaning when there is a circle. */
    public List<String> services() {
        return List.copyOf(order);
    }

    /** A circle in which services depend on each other, the first one also last; empty when there is none. */
    public List<String> cycle() {
        return List.copyOf(cycle);
    }
}
