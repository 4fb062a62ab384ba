package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import java.util.List;

/** What every event shows. */
final class EventFields {
    static final List<Field<Event>> ALL = List.of(
            Field.text("kind", "the event's kind, the same word as in `on`", Event::kind),
            new Field<>("at", FieldType.TIME, "when it happened at its source", List.of(), Event::at),
            Field.text("host", "the host it happened on", Event::host),
            Field.word(
                    "origin",
                    "who says so",
                    Kind.words(Origin.class),
                    event -> event.origin().word()),
            Field.text("subject", "what it happened to: a service's key, or `engine`", Event::subject));

    private EventFields() {}
}
