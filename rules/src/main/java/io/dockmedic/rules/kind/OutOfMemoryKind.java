package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerEvent.OutOfMemory;
import java.util.List;

/** {@code container.oom}. */
final class OutOfMemoryKind {
    static final Kind<OutOfMemory> KIND = Kind.of(
            OutOfMemory.KIND,
            OutOfMemory.class,
            "the kernel killed a process of a container for want of memory; the container may live on",
            ContainerFields.ALL,
            List.of());

    private OutOfMemoryKind() {}
}
