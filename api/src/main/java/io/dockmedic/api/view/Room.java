package io.dockmedic.api.view;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * What each that is remembered weighs, the oldest first, and whether all are too many or too heavy. The newest never is. For one
 * thread.
 */
final class Room {
    private final int most;
    private final long heaviest;
    private final LinkedHashMap<String, Integer> weights = new LinkedHashMap<>();
    /** Those of which a part could go, in the same order. */
    private final LinkedHashSet<String> whole = new LinkedHashSet<>();
    private long taken;

    /**
     * @param most     so many may there be
     * @param heaviest so many bytes, by estimate, may all of them weigh
     */
    Room(int most, long heaviest) {
        this.most = most;
        this.heaviest = heaviest;
    }

    /**
     * Takes it as the newest, or in the place that it has.
     *
     * @param isWhole a part of it could go
     */
    void put(String id, int weight, boolean isWhole) {
        Integer before = weights.put(id, weight);
        taken += weight - (before == null ? 0 : before);
        if (isWhole) {
            whole.add(id);
        } else {
            whole.remove(id);
        }
    }

    void remove(String id) {
        Integer before = weights.remove(id);
        taken -= before == null ? 0 : before;
        whole.remove(id);
    }

    /** The oldest of which a part could go, if all are too heavy. */
    Optional<String> toThin() {
        if (taken <= heaviest || whole.isEmpty()) {
            return Optional.empty();
        }
        String oldest = whole.getFirst();
        return oldest.equals(weights.sequencedKeySet().getLast()) ? Optional.empty() : Optional.of(oldest);
    }

    /** The oldest, if all are too many or too heavy. */
    Optional<String> toForget() {
        boolean tooMuch = weights.size() > most || taken > heaviest;
        return tooMuch && weights.size() > 1 ? Optional.of(weights.sequencedKeySet().getFirst()) : Optional.empty();
    }
}
