package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.KernelEvent.OutOfMemory;
import java.util.List;

/** {@code host.oom}. */
final class HostOutOfMemoryKind {
    static final Kind<OutOfMemory> KIND = Kind.of(
            OutOfMemory.KIND,
            OutOfMemory.class,
            "the machine ran out of memory and the kernel killed a process; not: a container at its own limit",
            VictimFields.of(OutOfMemory::victim),
            List.of(
                    Field.large("memoryBytes", "memory that it held", OutOfMemory::memoryBytes),
                    KernelFields.count(OutOfMemory::count)));

    private HostOutOfMemoryKind() {}
}
