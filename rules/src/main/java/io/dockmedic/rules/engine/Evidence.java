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
        List<Event> left = events.stream().filter(event -> !event.at().isBefore(since)).toList();
        return new Evidence(left, count - (events.size() - left.size()));
    }

    /** Whether what it tells of is there already: told once more. */
    boolean has(Event event) {
        Object occurrence = event.occurrence();
        return events.stream().anyMatch(before -> before.occurrence().equals(occurrence));
    }
}
