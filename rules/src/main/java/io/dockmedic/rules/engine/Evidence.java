package io.dockmedic.rules.engine;

import io.dockmedic.collectors.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The events that made an incident: the first ten, the last ten and how many in all.
 *
 * @param events oldest first, at most 20
 * @param count  how many contributed, kept or not; where some that are not kept have left the window, at least so many
 */
public record Evidence(List<Event> events, int count) {
    static final Evidence NONE = new Evidence(List.of(), 0);

    private static final int FIRST = 10;
    private static final int MOST = 20;

    public Evidence {
        events = List.copyOf(events);
    }

    Evidence and(Event event) {
        int kept = Math.min(events.size(), MOST - 1);
        Event[] all = new Event[kept + 1];
        for (int i = 0; i < kept; i++) {
            // When there are too many, that after the first ten goes.
            all[i] = events.get(i < FIRST ? i : i + events.size() - kept);
        }
        all[kept] = event;
        return new Evidence(List.of(all), count + 1);
    }

    /**
     * Without what happened before {@code since}. What is not kept came between the first and the last ten: it has left too
     * when all of the first ten have.
     */
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
        return new Evidence(left, left.size() > FIRST ? count - (events.size() - left.size()) : left.size());
    }

    /** The same of so many. */
    Evidence counted(int all) {
        return new Evidence(events, all);
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
