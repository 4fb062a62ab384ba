package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ExternalEvent.Alert;
import java.util.List;

/** {@code external.alert}. */
final class AlertKind {
    static final Kind<Alert> KIND = Kind.of(
            Alert.KIND,
            Alert.class,
            "another system's alert began to fire or is resolved; told once for each time that it fires",
            TargetFields.ALL,
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
                            Alert::annotations)));

    private AlertKind() {}
}
