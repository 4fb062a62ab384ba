package io.dockmedic.rules.incident;

import io.dockmedic.collectors.event.Event;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/** Events that nobody changes any more: an incident has the list that its rule remembers, and not a copy of it. */
public final class EventList extends AbstractList<Event> implements RandomAccess {
    private final Object[] events;

    private EventList(Object[] events) {
        this.events = events;
    }

    /** @param events nothing else, and not to be changed from now on */
    public static EventList of(Object[] events) {
        return new EventList(events);
    }

    @Override
    public Event get(int index) {
        return (Event) events[index];
    }

    @Override
    public int size() {
        return events.length;
    }

    @Override
    public Object[] toArray() {
        return Arrays.copyOf(events, events.length, Object[].class);
    }
}
