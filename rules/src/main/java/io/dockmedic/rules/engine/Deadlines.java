package io.dockmedic.rules.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The next deadline of every key, ordered. One entry a key, so that its size is that of the state. */
final class Deadlines {
    /** @param due when; for several at once the order of their ids decides */
    record Deadline(Instant due, KeyId id) {}

    private final TreeSet<Deadline> ordered = new TreeSet<>(Comparator.comparing(Deadline::due)
            .thenComparing(deadline -> deadline.id().rule())
            .thenComparing(deadline -> deadline.id().temporal())
            .thenComparing(deadline -> deadline.id().key()));
    private final Map<KeyId, Deadline> byId = new HashMap<>();

    /** Sets the key's deadline in place of the one it had; null for none. */
    void set(KeyId id, @Nullable Instant due) {
        Deadline before = byId.remove(id);
        if (before != null) {
            ordered.remove(before);
        }
        if (due != null) {
            Deadline next = new Deadline(due, id);
            byId.put(id, next);
            ordered.add(next);
        }
    }

    /** The first one, when it is due by {@code now}; it stays until it is set anew. */
    Optional<Deadline> due(Instant now) {
        return next().filter(first -> !first.due().isAfter(now));
    }

    Optional<Deadline> next() {
        return ordered.isEmpty() ? Optional.empty() : Optional.of(ordered.first());
    }
}
