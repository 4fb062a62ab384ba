package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.container.view.Sighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which containers the engine is asked about: those whose groups cannot be read here. Where some can, one that cannot may
 * just have ended, and is given a round to turn out so. For one thread.
 */
final class Choice {
    private static final int ROUNDS = 2;

    private Map<Run, Integer> missed = new HashMap<>();
    private boolean everHere;

    /**
     * @param which of those that run this round is about
     * @param here  what was read of them here, in this round
     */
    List<Sighting> elsewhere(List<Sighting> running, Predicate<Sighting> which, List<Sample> here) {
        Set<Run> read = new HashSet<>();
        here.forEach(sample -> read.add(Run.of(sample.sighting())));
        everHere |= !read.isEmpty();
        Map<Run, Integer> now = new HashMap<>();
        List<Sighting> elsewhere = new ArrayList<>();
        for (Sighting sighting : running) {
            Run run = Run.of(sighting);
            int before = missed.getOrDefault(run, 0);
            if (!which.test(sighting)) {
                now.put(run, before);
            } else if (!read.contains(run)) {
                int rounds = before + 1;
                now.put(run, rounds);
                if (rounds >= ROUNDS || !everHere) {
                    elsewhere.add(sighting);
                }
            }
        }
        missed = now;
        return elsewhere;
    }
}
