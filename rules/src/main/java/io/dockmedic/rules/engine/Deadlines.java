package io.dockmedic.rules.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The next deadline of every key, ordered. One entry a key, so that its size is that of the state. Most deadlines are put off, with
 * each event of the key, and never come: an entry that is put off keeps its place until it is the first.
 */
final class Deadlines {
    /** @param due when; for several at once the order of their ids decides */
    record Deadline(Instant due, KeyId id) {}

    /** A key's place in the order, which is that of its deadline or before. */
    private static final class Entry implements Comparable<Entry> {
        private final KeyId id;
        private Instant due;
        private Instant placed;

        Entry(KeyId id, Instant due) {
            this.id = id;
            this.due = due;
            this.placed = due;
        }

        @Override
        public int compareTo(Entry other) {
            int first = placed.compareTo(other.placed);
            if (first != 0) {
                return first;
            }
            int rule = id.rule().compareTo(other.id.rule());
            if (rule != 0) {
                return rule;
            }
            int temporal = id.temporal().compareTo(other.id.temporal());
            return temporal != 0 ? temporal : id.key().compareTo(other.id.key());
        }

        /** One a key, and only ever compared with those of other keys. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    private final TreeSet<Entry> ordered = new TreeSet<>();
    private final Map<KeyId, Entry> byId = new HashMap<>();

    /** Sets the key's deadline in place of the one it had; null for none. */
    void set(KeyId id, @Nullable Instant due) {
        Entry entry = byId.get(id);
        if (due == null) {
            if (entry != null) {
                ordered.remove(entry);
                byId.remove(id);
            }
        } else if (entry == null) {
            Entry made = new Entry(id, due);
            byId.put(id, made);
            ordered.add(made);
        } else {
            entry.due = due;
            if (due.isBefore(entry.placed)) {
                place(entry);
            }
        }
    }

    /** The first one, when it is due by {@code now}; it stays until it is set anew. */
    Optional<Deadline> due(Instant now) {
        Entry first = first();
        return first == null || first.due.isAfter(now)
                ? Optional.empty()
                : Optional.of(new Deadline(first.due, first.id));
    }

    Optional<Deadline> next() {
        Entry first = first();
        return first == null ? Optional.empty() : Optional.of(new Deadline(first.due, first.id));
    }

    private @Nullable Entry first() {
        while (!ordered.isEmpty()) {
            Entry first = ordered.first();
            if (first.placed.equals(first.due)) {
                return first;
            }
            place(first);
        }
        return null;
    }

    private void place(Entry entry) {
        ordered.remove(entry);
        entry.placed = entry.due;
        ordered.add(entry);
    }
}
