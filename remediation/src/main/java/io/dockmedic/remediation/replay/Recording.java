package io.dockmedic.remediation.replay;

import io.dockmedic.collectors.event.Event;
import java.util.List;

/**
 * Events that were recorded.
 *
 * @param events   in the order of their time
 * @param passed   lines that say nothing a rule could see
 * @param problems lines that could not be read, with their numbers; the first ten
 */
public record Recording(List<Event> events, int passed, List<String> problems) {
    public Recording {
        events = List.copyOf(events);
        problems = List.copyOf(problems);
    }
}
