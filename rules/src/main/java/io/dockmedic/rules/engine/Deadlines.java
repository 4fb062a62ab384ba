package io.dockmedic.rules.engine;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The next deadline of every key, ordered. One place a key, so that its size is that of the state. Most deadlines are put off, with
 * each event of the key, and never come: what is put off keeps its place until it is the first.
 */
final class Deadlines {
    /** @param due when; for several at once the order of their ids decides */
    record Deadline(Instant due, Place of) {
        KeyId id() {
            return of.id;
        }
    }

    /** A key's place in the order, which is that of its deadline or before. It is in the order while it has a deadline. */
    static final class Place implements Comparable<Place> {
        private final KeyId id;
        private @Nullable Instant due;
        private Instant placed = Instant.MAX;

        private Place(KeyId id) {
            this.id = id;
        }

        KeyId id() {
            return id;
        }

        @Override
        public int compareTo(Place other) {
            int first = placed.compareTo(other.placed);
            return first != 0 ? first : id.compareTo(other.id);
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

    private final TreeSet<Place> ordered = new TreeSet<>();
    /** The first of them: it is asked for with every event. */
    private @Nullable Place head;

    /** One for a key that has none, and no deadline yet. */
    Place place(KeyId id) {
        return new Place(id);
    }

    /** Sets the key's deadline in place of the one it had; null for none. */
    void set(Place place, @Nullable Instant due) {
        boolean had = place.due != null;
        place.due = due;
        if (due == null) {
            if (had) {
                remove(place);
            }
        } else if (!had) {
            add(place, due);
        } else if (due.isBefore(place.placed)) {
            remove(place);
            add(place, due);
        }
    }

    /** The first one, when it is due by {@code now}; it stays until it is set anew. */
    Optional<Deadline> due(Instant now) {
        return head == null || head.placed.isAfter(now)
                ? Optional.empty()
                : next().filter(first -> !first.due().isAfter(now));
    }

    Optional<Deadline> next() {
        for (Place first = head; first != null; first = head) {
            Instant due = Objects.requireNonNull(first.due);
            if (first.placed.equals(due)) {
                return Optional.of(new Deadline(due, first));
            }
            remove(first);
            add(first, due);
        }
        return Optional.empty();
    }

    private void add(Place place, Instant due) {
        place.placed = due;
        ordered.add(place);
        if (head == null || place.compareTo(head) < 0) {
            head = place;
        }
    }

    private void remove(Place place) {
        ordered.remove(place);
        if (head != null && place.equals(head)) {
            head = ordered.isEmpty() ? null : ordered.first();
        }
    }
}
