package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerEvent.Removed;
import java.util.List;

/** {@code container.removed}. */
final class RemovedKind {
    static final Kind<Removed> KIND = Kind.of(
            Removed.KIND, Removed.class, "a container is gone from the engine", ContainerFields.ALL, List.of());

    private RemovedKind() {}
}
