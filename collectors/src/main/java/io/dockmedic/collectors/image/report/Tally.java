package io.dockmedic.collectors.image.report;

import io.dockmedic.collectors.event.SeverityCounts;
import io.dockmedic.collectors.event.Vulnerability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** Counts findings as they come. One that comes twice, in two places of an image, counts once. For one thread. */
final class Tally implements Consumer<Vulnerability> {
    private static final int MOST_SHOWN = 10;
    /** What an image has beyond this is counted, but may count twice and is never told to be new. */
    private static final int MOST_KEYS = 50_000;

    private static final Comparator<Vulnerability> WORST = Comparator
            .<Vulnerability>comparingInt(one -> SeverityCounts.WORDS.indexOf(one.severity()))
            .thenComparing(one -> one.fixed().isEmpty())
            .thenComparing(Vulnerability::id)
            .thenComparing(Vulnerability::packageName);

    private final Set<Long> found = new HashSet<>();
    private final Set<Long> picked = new HashSet<>();
    private final LongPredicate pick;
    private final int[] counts = new int[SeverityCounts.WORDS.size()];
    private final int[] pickedCounts = new int[SeverityCounts.WORDS.size()];
    private final List<Vulnerability> worst = new ArrayList<>();
    private int fixable;

    /** @param pick whether a key is of those that are to be told apart */
    Tally(LongPredicate pick) {
        this.pick = pick;
    }

    @Override
    public void accept(Vulnerability finding) {
        long key = Keys.of(finding);
        boolean room = found.size() < MOST_KEYS;
        if (found.contains(key)) {
            return;
        }
        int severity = SeverityCounts.WORDS.indexOf(finding.severity());
        counts[severity]++;
        fixable += finding.fixed().isEmpty() ? 0 : 1;
        if (room) {
            found.add(key);
            if (pick.test(key)) {
                picked.add(key);
                pickedCounts[severity]++;
                show(finding);
            }
        }
    }

    private void show(Vulnerability finding) {
        worst.add(finding);
        worst.sort(WORST);
        if (worst.size() > MOST_SHOWN) {
            worst.removeLast();
        }
    }

    Keys found() {
        return Keys.of(found);
    }

    Keys picked() {
        return Keys.of(picked);
    }

    SeverityCounts counts() {
        return counts(counts);
    }

    SeverityCounts pickedCounts() {
        return counts(pickedCounts);
    }

    int fixable() {
        return fixable;
    }

    /** Of those told apart. */
    List<Vulnerability> worst() {
        return List.copyOf(worst);
    }

    private static SeverityCounts counts(int[] of) {
        return new SeverityCounts(of[0], of[1], of[2], of[3], of[4]);
    }
}
