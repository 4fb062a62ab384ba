package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ExternalEvent.Alert;
import java.util.List;
import java.util.function.Function;

/** {@code external.alert}. */
final class AlertKind {
    static final Kind<Alert> KIND = Kind.of(
            Alert.KIND,
            Alert.class,
            "another system's alert began to fire or is resolved; told once for each time that it fires",
            List.of(),
            List.of(
                    Field.text("alert", "the alert's name (`alertname`)", Alert::alert),
                    Field.word("status", "whether it fires", List.of(Alert.FIRING, Alert.RESOLVED), Alert::status),
                    Field.text("startsAt", "since when, by the sender's clock, `2026-11-01T10:00:00Z`",
                            Alert::startsAt),
                    Field.text("fingerprint", "tells alerts apart that have other labels", Alert::fingerprint),
                    new Field<>("labels", FieldType.TEXTS,
                            "the alert's labels; ask `'x' in event.labels` before `event.labels['x']`", List.of(),
                            Alert::labels),
                    new Field<>("annotations", FieldType.TEXTS, "the same of its annotations", List.of(),
                            Alert::annotations),
                    of("service", "of the container it is about: Compose `project/service/number`, else its name;"
                            + " empty when it is about none", container -> container.service().key()),
                    of("project", "that container's Compose project, or empty",
                            container -> container.service().project()),
                    of("name", "that container's name, or empty", Container::name),
                    of("image", "that container's image, or empty", Container::image),
                    of("containerId", "that container's full id, or empty", Container::id),
                    Field.text("missing", "why it is about no container of this host; empty when it is about one",
                            Alert::missing)));

    private AlertKind() {}

    private static Field<Alert> of(String name, String meaning, Function<Container, String> value) {
        return Field.text(name, meaning, event -> {
            Container container = event.container();
            return container == null ? "" : value.apply(container);
        });
    }
}
