package io.dockmedic.remediation.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What would have been beside what was.
 *
 * @param same  of what would have fired, what did fire, also when that began before; the rest would have been new
 * @param only  what did fire in the replayed time and would not have
 * @param fired how many did fire in the replayed time, as far as they are known
 * @param others how many did fire in the replayed time that nobody asked about, and that are in none of the rest
 * @param unsure how many did fire and would not have by what is there, at a time of which something is not there
 * @param until what would have fired later is not compared with what did; null when all is
 */
public record Beside(
        Map<Firing, Happened> same, List<Happened> only, int fired, int others, int unsure, @Nullable Instant until) {
    /** What an incident is of. */
    private record Of(String alert, String key) {}

    public Beside {
        same = Map.copyOf(same);
        only = List.copyOf(only);
    }

    /**
     * Of a replay.
     *
     * @param happened all that fired at some time of it
     * @param asked    which of them is of interest
     * @param known    what fired later may not be among them; null when all are
     * @param hole     whether something of what was seen at a time is not among what was replayed
     */
    public static Beside of(
            Replayed replayed, List<Happened> happened, Predicate<Happened> asked, @Nullable Instant known,
            Predicate<Instant> hole) {
        Instant from = replayed.from();
        Instant to = replayed.to();
        if (from == null || to == null) {
            return new Beside(Map.of(), List.of(), 0, 0, 0, null);
        }
        Instant until = earlier(known, replayed.more() == 0 ? null : replayed.firings().getLast().fired());
        Map<Of, List<Firing>> firings = replayed.firings()
                .stream()
                .collect(Collectors.groupingBy(firing -> new Of(firing.alert(), firing.key())));
        Map<Firing, Happened> same = new HashMap<>();
        List<Happened> only = new ArrayList<>();
        int fired = 0;
        int others = 0;
        int unsure = 0;
        for (Happened one : happened) {
            List<Firing> those = firings.getOrDefault(new Of(one.alert(), one.key()), List.of())
                    .stream()
                    .filter(one::is)
                    .toList();
            those.forEach(firing -> same.putIfAbsent(firing, one));
            if (one.fired().isBefore(from) || one.fired().isAfter(to.plus(Happened.MOMENT))) {
                continue;
            }
            if (!asked.test(one)) {
                others++;
                continue;
            }
            fired++;
            boolean compared = until == null || one.fired().isBefore(until.minus(Happened.MOMENT));
            if (compared && those.isEmpty()) {
                if (hole.test(one.fired())) {
                    unsure++;
                } else {
                    only.add(one);
                }
            }
        }
        return new Beside(same, only, fired, others, unsure, until);
    }

    /** Whether it would be known if it had fired then. */
    public boolean isCompared(Firing firing) {
        return until == null || same.containsKey(firing) || firing.fired().isBefore(until);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }
}
