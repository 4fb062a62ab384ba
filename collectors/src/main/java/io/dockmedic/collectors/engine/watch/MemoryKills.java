package io.dockmedic.collectors.engine.watch;

import java.time.Instant;
import java.util.Optional;

/** Who else may know that the kernel killed a process for want of memory: the engine does not always say so. */
@FunctionalInterface
public interface MemoryKills {
    /** Where nobody else knows. */
    MemoryKills UNKNOWN = containerId -> Optional.empty();

    /**
     * When the kernel last killed a process of the container for that, in our time. Asked on the event loop; must not wait.
     *
     * @param containerId full id
     */
    Optional<Instant> last(String containerId);
}
