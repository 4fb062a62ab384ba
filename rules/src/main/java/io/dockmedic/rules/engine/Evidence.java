package io.dockmedic.rules.engine;

import io.dockmedic.collectors.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The events that made an incident: the first ten, the last ten and how many in all.
 *
 * @param events oldest first, at most 20
 * @param count  how many contributed, kept or not
 */
public record Evidence(List<Event> events, int count) {
    static final Evidence NONE = new Evidence(List.of(), 0);

    private static final int FIRST = 10;
    private static final int MOST = 20;

    public Evidence {
        events = List.copyOf(events);
    }

    Evidence and(Event event) {
        List<Event> all = new ArrayList<>(events);
        all.add(event);
        if (all.size() > MOST) {
            all.remove(FIRST);
        }
        return new Evidence(all, count + 1);
    }

    /** Without what happened before {@code since}. */
    Evidence since(Instant since) {
        List<Event> left = new ArrayList<>(events.size());
        for (Event event : events) {
            if (!event.at().isBefore(since)) {
                left.add(event);
            }
        }
        if (left.size() == events.size()) {
            return this;
        }
        return new Evidence(left, count - (events.size() - left.size()));
    }

    /** Whether what it tells of is there already: told once more. */
    boolean has(Event event) {
        if (events.isEmpty()) {
            return false;
        }
        Object occurrence = event.occurrence();
        for (Event before : events) {
            if (before.occurrence().equals(occurrence)) {
                return true;
            }
        }
        return false;
    }
}
