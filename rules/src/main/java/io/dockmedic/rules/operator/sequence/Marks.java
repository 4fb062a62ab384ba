package io.dockmedic.rules.operator.sequence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events of a sequence's steps within its window, and whether they make one. Pure. Of events in a row that are of the same
 * steps only the first and last ones are kept: those between can be of no use to a sequence that these are not.
 */
public final class Marks {
    private static final int MOST = 100;

    /** The steps an event is of, from 0, and when it happened. */
    public record Mark(List<Integer> steps, Instant at) {
        public Mark {
            steps = List.copyOf(steps);
        }
    }

    private Marks() {}

    /** {@code marks} with one more, oldest first; those of one moment in the order in which they were seen. */
    static List<Mark> with(List<Mark> marks, Mark more, Duration within) {
        List<Mark> all = new ArrayList<>(marks);
        all.add(more);
        all.sort(Comparator.comparing(Mark::at));
        Instant since = all.getLast().at().minus(within);
        all.removeIf(mark -> !mark.at().isAfter(since));
        thin(all);
        while (all.size() > MOST) {
            all.removeFirst();
        }
        return List.copyOf(all);
    }

    /**
     * When the latest whole sequence in {@code marks} began; empty when there is none. An event is one step of it.
     *
     * @param steps how many there are
     */
    static Optional<Instant> begun(List<Mark> marks, int steps, Duration within) {
        @Nullable
        Instant[] beginnings = new Instant[steps];
        Optional<Instant> whole = Optional.empty();
        for (Mark mark : marks) {
            // From the last step to the first, so that one event does not go two steps.
            for (int step : mark.steps().reversed()) {
                Instant beginning = step == 0 ? mark.at() : beginnings[step - 1];
                if (beginning != null && mark.at().isBefore(beginning.plus(within))) {
                    beginnings[step] = beginning;
                    if (step == steps - 1) {
                        whole = Optional.of(beginning);
                    }
                }
            }
        }
        return whole;
    }

    private static void thin(List<Mark> all) {
        int from = 0;
        while (from < all.size()) {
            List<Integer> steps = all.get(from).steps();
            int to = from;
            while (to < all.size() && all.get(to).steps().equals(steps)) {
                to++;
            }
            int ends = steps.size();
            if (to - from > 2 * ends) {
                all.subList(from + ends, to - ends).clear();
                to = from + 2 * ends;
            }
            from = to;
        }
    }
}
