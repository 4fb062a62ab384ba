package io.dockmedic.collectors.image.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of images, by key, so many of them and so many of their findings, whatever reports say. Given up is
 * what is no longer in use, then what was used longest ago; the next report of such an image counts as the first. The
 * journal may have it a while longer. For one thread.
 */
final class Memory {
    static final int MOST = 300;
    /** In all: four megabytes. */
    static final int MOST_KEYS = 500_000;

    private static final Comparator<Remembered> NEEDED_LEAST = Comparator.comparing(Remembered::inUse)
            .thenComparing(Remembered::used)
            .thenComparing(Remembered::key);

    private final Map<String, Remembered> all = new HashMap<>();

    /** In the place of what was known of the same images. */
    void add(Collection<Remembered> changed) {
        changed.forEach(one -> all.put(one.key(), one));
        long keys = all.values().stream().mapToLong(Remembered::keys).sum();
        if (all.size() <= MOST && keys <= MOST_KEYS) {
            return;
        }
        List<Remembered> order = all.values().stream().sorted(NEEDED_LEAST).toList();
        int tooMany = Math.max(0, order.size() - MOST);
        for (Remembered one : order.subList(0, tooMany)) {
            all.remove(one.key());
            keys -= one.keys();
        }
        for (Remembered one : order.subList(tooMany, order.size())) {
            if (keys > MOST_KEYS) {
                // The image itself stays: it was told of, and its report need not be read once more.
                all.put(one.key(), one.withoutFindings());
                keys -= one.keys();
            }
        }
    }

    /** As it is now. */
    Map<String, Remembered> all() {
        return Map.copyOf(all);
    }
}
