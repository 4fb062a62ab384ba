package io.dockmedic.rules.engine;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The next deadline of every key, ordered. One place a key, so that its size is that of the state. Most deadlines are put off, with
 * each event of the key, and never come: what is put off keeps its place until it is the first.
 */
final class Deadlines {
    private static final long FAR = 1L << 50;
    private static final int MILLIS = 1000;
    private static final int NANOS = 1_000_000;
    private static final int ROOM = 64;

    /**
     * A key's place in the order, which is that of its deadline or before; for several at once the order of their ids decides. It is
     * in the order while it has a deadline.
     */
    static class Place {
        private static final int NOWHERE = -1;

        private final KeyId id;
        private @Nullable Instant due;
        private Instant placed = Instant.MAX;
        /** In the heap. */
        private int index = NOWHERE;

        /** One for a key that has none, and no deadline yet. */
        Place(KeyId id) {
            this.id = id;
        }

        final KeyId id() {
            return id;
        }

        /** When it is; to be asked of one that is in the order. */
        final Instant due() {
            return Objects.requireNonNull(due);
        }

        private boolean isBefore(Place other) {
            int first = placed.compareTo(other.placed);
            return first < 0 || (first == 0 && id.compareTo(other.id) < 0);
        }
    }

    /** A heap: neither of the two places at {@code 2i + 1} and {@code 2i + 2} is before that at {@code i}. */
    private Place[] heap = new Place[ROOM];
    /** When each is, in milliseconds: looked at first, for it lies at hand and hardly two are the same. */
    private long[] millis = new long[ROOM];
    private int size;

    /** Sets the key's deadline in place of the one it had; null for none. */
    void set(Place place, @Nullable Instant due) {
        place.due = due;
        if (due == null) {
            if (place.index >= 0) {
                remove(place);
            }
        } else if (place.index < 0) {
            add(place, due);
        } else if (due.isBefore(place.placed)) {
            place.placed = due;
            up(place.index, place, millis(due));
        }
    }

    /** The first one, when it is due by {@code now}, else null; it stays until it is set anew. */
    @Nullable
    Place due(Instant now) {
        if (size == 0 || millis[0] > millis(now)) {
            return null;
        }
        Place first = next();
        return first == null || first.due().isAfter(now) ? null : first;
    }

    /** The first one; null for none. */
    @SuppressWarnings("ReferenceEquality") // Mostly it is the very same, and else they are compared.
    @Nullable
    Place next() {
        while (size > 0) {
            Place first = heap[0];
            Instant due = first.due();
            if (first.placed == due || first.placed.equals(due)) {
                return first;
            }
            first.placed = due;
            down(0, first, millis(due));
        }
        return null;
    }

    private void add(Place place, Instant due) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
            millis = Arrays.copyOf(millis, 2 * size);
        }
        place.placed = due;
        up(size++, place, millis(due));
    }

    private void remove(Place place) {
        int hole = place.index;
        place.index = Place.NOWHERE;
        size--;
        Place last = heap[size];
        heap[size] = null;
        if (hole < size) {
            down(hole, last, millis[size]);
            up(last.index, last, millis[last.index]);
        }
    }

    /** Puts it there, or as far up as it is before others. */
    private void up(int from, Place place, long at) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) / 2;
            if (!isBefore(at, place, parent)) {
                break;
            }
            put(index, heap[parent], millis[parent]);
            index = parent;
        }
        put(index, place, at);
    }

    /** Puts it there, or as far down as others are before it. */
    private void down(int from, Place place, long at) {
        int index = from;
        for (int child = 2 * index + 1; child < size; child = 2 * index + 1) {
            if (child + 1 < size && isBefore(millis[child + 1], heap[child + 1], child)) {
                child++;
            }
            if (isBefore(at, place, child)) {
                break;
            }
            put(index, heap[child], millis[child]);
            index = child;
        }
        put(index, place, at);
    }

    private void put(int index, Place place, long at) {
        heap[index] = place;
        millis[index] = at;
        place.index = index;
    }

    private boolean isBefore(long at, Place place, int other) {
        return at < millis[other] || (at == millis[other] && place.isBefore(heap[other]));
    }

    /** In their order. Of times so far from ours that no long has their milliseconds all are one. */
    private static long millis(Instant at) {
        long second = at.getEpochSecond();
        if (second > FAR || second < -FAR) {
            return second > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        return second * MILLIS + at.getNano() / NANOS;
    }
}
