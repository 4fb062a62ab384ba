package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Victim;
import java.util.List;
import java.util.function.Function;

/** What every event of a process on the host shows. */
final class VictimFields {
    private VictimFields() {}

    /** @param victim the event's */
    static <E extends Event> List<Field<E>> of(Function<E, Victim> victim) {
        return List.of(
                Field.text("process", "its name, at most 15 characters that it chose itself",
                        event -> victim.apply(event).process()),
                Field.number("pid", "its number on the host", event -> victim.apply(event).pid()),
                Field.text("service", "the service whose container it was in; empty when in none, or not known",
                        event -> victim.apply(event).service()),
                Field.text("name", "that container's name, or empty", event -> victim.apply(event).name()),
                Field.text("containerId", "that container's full id, or empty",
                        event -> victim.apply(event).containerId()));
    }
}
