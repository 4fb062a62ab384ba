package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ExternalEvent;
import java.util.List;
import java.util.function.Function;

/** What everything that others tell shows of the container that it is about. */
final class TargetFields {
    static final List<Field<ExternalEvent>> ALL = List.of(
            of("service", "of the container it is about: Compose `project/service/number`, else its name; empty when it"
                    + " is about none", container -> container.service().key()),
            of("project", "that container's Compose project, or empty", container -> container.service().project()),
            of("name", "that container's name, or empty", Container::name),
            of("image", "that container's image, or empty", Container::image),
            of("containerId", "that container's full id, or empty", Container::id),
            Field.text("missing", "why it is about no container of this host; empty when it is about one",
                    ExternalEvent::missing));

    private TargetFields() {}

    private static Field<ExternalEvent> of(String name, String meaning, Function<Container, String> value) {
        return Field.text(name, meaning, event -> {
            Container container = event.target();
            return container == null ? "" : value.apply(container);
        });
    }
}
