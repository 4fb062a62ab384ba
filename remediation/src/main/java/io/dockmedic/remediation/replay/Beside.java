package io.dockmedic.remediation.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What would have been beside what was.
 *
 * @param same  of what would have fired, what did fire; the rest would have been new
 * @param only  what did fire in that time and would not have
 * @param fired how many did fire in that time
 */
public record Beside(Map<Firing, Happened> same, List<Happened> only, int fired) {
    public Beside {
        same = Map.copyOf(same);
        only = List.copyOf(only);
    }

    /** @param happened of any time; only that of the replayed time counts */
    public static Beside of(Replayed replayed, List<Happened> happened) {
        Map<Firing, Happened> same = new HashMap<>();
        List<Happened> only = new ArrayList<>();
        int fired = 0;
        for (Happened one : happened) {
            if (replayed.from() == null || replayed.to() == null || one.fired().isBefore(replayed.from())
                    || one.fired().isAfter(replayed.to().plus(Happened.MOMENT))) {
                continue;
            }
            fired++;
            List<Firing> those = replayed.firings().stream().filter(one::is).toList();
            those.forEach(firing -> same.putIfAbsent(firing, one));
            if (those.isEmpty()) {
                only.add(one);
            }
        }
        return new Beside(same, only, fired);
    }
}
