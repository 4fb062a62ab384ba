package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ExternalEvent.Occurred;
import java.util.List;

/** {@code external.event}. */
final class OccurredKind {
    static final Kind<Occurred> KIND = Kind.of(
            Occurred.KIND,
            Occurred.class,
            "another system tells that something happened, as a CloudEvent; told once for each source and id",
            TargetFields.ALL,
            List.of(
                    Field.text("source", "who tells it, in its own words", Occurred::source),
                    Field.text("id", "the event's, unique for its source", Occurred::id),
                    Field.text("type", "what happened, `com.example.deployed`", Occurred::type),
                    Field.text("about",
                            "what it happened to, in its source's words (the CloudEvent's `subject`); may be"
                                    + " empty",
                            Occurred::about),
                    Field.text("time", "when, by its source's clock; may be empty", Occurred::time),
                    new Field<>("data", FieldType.TEXTS,
                            "the texts, numbers and truth values of its data, nested ones with a dot, `service.name`; ask"
                                    + " `'x' in event.data` before `event.data['x']`",
                            List.of(), Occurred::data)));

    private OccurredKind() {}
}
