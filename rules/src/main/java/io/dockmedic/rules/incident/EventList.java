package io.dockmedic.rules.incident;

import io.dockmedic.collectors.event.Event;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Events that nobody changes any more: an incident has the list that its rule remembers, and not a copy of it. What else is in the
 * array, or comes into it later, is none of the list's.
 */
public final class EventList extends AbstractList<Event> implements RandomAccess {
    private final Object[] events;
    private final int first;
    private final int from;
    private final int size;

    private EventList(Object[] events, int first, int from, int size) {
        this.events = events;
        this.first = first;
        this.from = from;
        this.size = size;
    }

    /**
     * @param events where those of the list are not to be changed from now on
     * @param first  so many from the beginning of the array, if there are so many
     * @param from   the place in the array at which the rest begins
     * @param size   of the list
     */
    public static EventList of(Object[] events, int first, int from, int size) {
        return new EventList(events, first, from, size);
    }

    @Override
    public Event get(int index) {
        Objects.checkIndex(index, size);
        return (Event) events[index < first ? index : from + index - first];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Object[] toArray() {
        Object[] all = new Object[size];
        int begin = Math.min(first, size);
        System.arraycopy(events, 0, all, 0, begin);
        if (size > begin) {
            System.arraycopy(events, from, all, begin, size - begin);
        }
        return all;
    }
}
