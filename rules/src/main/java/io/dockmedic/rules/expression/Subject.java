package io.dockmedic.rules.expression;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.kind.Kind;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an expression is evaluated on.
 *
 * @param kind  the event's kind
 * @param event {@code event} in the expression
 * @param count {@code count} in a template: how many events contributed to the incident so far
 * @param all   those that contributed, as far as they are kept; none but in a template
 */
public record Subject(Kind<?> kind, Event event, int count, List<Event> all) {
    /** An event by itself. */
    public Subject(Kind<?> kind, Event event) {
        this(kind, event, 0, List.of());
    }

    /** {@code subjects} in a template: what the events happened to, each once. */
    String subjects() {
        return all.isEmpty() ? "" : all.stream().map(Event::subject).distinct().collect(Collectors.joining(", "));
    }
}
