package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerEvent.Touched;
import java.util.List;

/** {@code container.touched}. */
final class TouchedKind {
    static final Kind<Touched> KIND = Kind.of(
            Touched.KIND,
            Touched.class,
            "somebody else than Dockmedic did something to a container on purpose",
            ContainerFields.ALL,
            List.of(
                    Field.word(
                            "action",
                            "the engine's word for it",
                            List.of(
                                    "create",
                                    "start",
                                    "stop",
                                    "restart",
                                    "destroy",
                                    "update",
                                    "rename",
                                    "pause",
                                    "unpause",
                                    "connect",
                                    "disconnect",
                                    "kill"),
                            Touched::action),
                    Field.number(
                            "signal",
                            "that was sent with `kill`, by its number; 0 for another act, and where a label hides which",
                            Touched::signal)));

    private TouchedKind() {}
}
