package io.dockmedic.collectors.base.fold;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * Tells few things of many findings: the first of a key is told at once, those of the minute after it together, and
 * when there were none the key is over, which is told too. So a flood is one telling a minute for each key, and of keys
 * there are at most {@value #MOST}; findings of further ones are left out and counted. For one thread.
 *
 * @param <K> what is told together
 * @param <E> what is told
 */
public final class Folds<K, E> {
    /** At most so many keys at a time. */
    public static final int MOST = 100;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Map<K, Fold<E>> open = new LinkedHashMap<>();
    private final BiFunction<K, Instant, E> over;
    private long refused;

    /**
     * @param last   what came after the first, or after the telling before; empty when nothing has
     * @param before whether it was told of by our last run, and not since
     */
    private record Fold<E>(Optional<IntFunction<? extends E>> last, int more, Instant until, boolean before) {}

    /**
     * What was open before is over in a minute as if it had just been told of; nobody knows how long ago that was, so the next of it is told
     * at once.
     *
     * @param begun what was open when we last ran
     * @param over  what is told when a key is over, and when
     */
    public Folds(Collection<K> begun, Instant now, BiFunction<K, Instant, E> over) {
        this.over = over;
        begun.stream()
                .limit(MOST)
                .forEach(key -> open.put(key, new Fold<>(Optional.empty(), 0, now.plus(WINDOW), true)));
    }

    private Fold<E> nothingYet(Instant now) {
        return new Fold<>(Optional.empty(), 0, now.plus(WINDOW), false);
    }

    /**
     * What to tell now, if it is not to wait.
     *
     * @param finding makes what is told of so many
     */
    public Optional<E> take(K key, IntFunction<? extends E> finding, Instant now) {
        Fold<E> fold = open.get(key);
        if (fold != null && !fold.before()) {
            open.put(key, new Fold<>(Optional.of(finding), fold.more() + 1, fold.until(), false));
            return Optional.empty();
        }
        if (fold == null && open.size() >= MOST) {
            refused++;
            return Optional.empty();
        }
        open.put(key, nothingYet(now));
        return Optional.of(finding.apply(1));
    }

    /** What is to be told because a minute has passed. */
    public List<E> due(Instant now) {
        List<E> told = new ArrayList<>();
        for (Iterator<Map.Entry<K, Fold<E>>> all = open.entrySet().iterator(); all.hasNext();) {
            Map.Entry<K, Fold<E>> one = all.next();
            Fold<E> fold = one.getValue();
            if (now.isBefore(fold.until())) {
                continue;
            }
            if (fold.last().isPresent()) {
                told.add(fold.last().get().apply(fold.more()));
                one.setValue(nothingYet(now));
            } else {
                all.remove();
                told.add(over.apply(one.getKey(), now));
            }
        }
        return told;
    }

    /** What something was found of within the last minute or two. */
    public Set<K> keys() {
        return Set.copyOf(open.keySet());
    }

    /** How many findings were left out since this was asked last. */
    public long takeRefused() {
        long taken = refused;
        refused = 0;
        return taken;
    }
}
