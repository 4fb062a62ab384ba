package io.dockmedic.rules.file;

import io.dockmedic.rules.yaml.YamlNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds where incidents would inhibit one another in a circle, and nobody would be told of any. */
final class InhibitionCircles {
    /** What a rule inhibits, each with where that is written. */
    private final Map<String, Map<String, YamlNode>> inhibits = new LinkedHashMap<>();

    /** One rule inhibits another. */
    void add(String source, String target, YamlNode place) {
        if (source.equals(target)) {
            place.problem("'" + target + "' would inhibit itself", "name it only once");
        } else {
            inhibits.computeIfAbsent(source, first -> new LinkedHashMap<>()).putIfAbsent(target, place);
        }
    }

    /** Puts a problem where a circle closes: once for each way that leads back to a rule it came through. */
    void complain() {
        Set<String> looked = new HashSet<>();
        for (String start : inhibits.keySet()) {
            if (looked.add(start)) {
                walk(start, looked);
            }
        }
    }

    /** Without recursion: a chain may be as long as there are rules. */
    private void walk(String start, Set<String> looked) {
        Deque<Iterator<Map.Entry<String, YamlNode>>> open = new ArrayDeque<>();
        // In the order of the way, for the message; and where each stands in it.
        List<String> way = new ArrayList<>();
        Map<String, Integer> onTheWay = new HashMap<>();
        enter(start, open, way, onTheWay);
        while (!open.isEmpty()) {
            if (!open.getLast().hasNext()) {
                open.removeLast();
                onTheWay.remove(way.removeLast());
                continue;
            }
            Map.Entry<String, YamlNode> next = open.getLast().next();
            Integer back = onTheWay.get(next.getKey());
            if (back != null) {
                next.getValue()
                        .problem("'" + next.getKey() + "' would inhibit itself: " + way.getLast() + " inhibits "
                                + String.join(", which inhibits ", way.subList(back, way.size())),
                                "one of them must be told of");
            } else if (looked.add(next.getKey())) {
                enter(next.getKey(), open, way, onTheWay);
            }
        }
    }

    private void enter(String rule, Deque<Iterator<Map.Entry<String, YamlNode>>> open, List<String> way,
            Map<String, Integer> onTheWay) {
        onTheWay.put(rule, way.size());
        way.add(rule);
        open.addLast(inhibits.getOrDefault(rule, Map.of()).entrySet().iterator());
    }
}
