package io.dockmedic.collectors.gpu.access;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.Gpu;
import java.time.Instant;
import java.util.Objects;

/**
 * A container that runs and was given GPUs, all of which are well.
 *
 * @param gpu   the first of them
 * @param inUse whether something in it uses one of them, or that is not known
 * @param seen  when it was begun to look for that
 */
public record Entrusted(Sighting sighting, Gpu gpu, boolean inUse, Instant seen) {
    /** A run of a container: the same one after a restart is another. */
    record Run(String id, Instant started) {}

    Run run() {
        return new Run(id(), Objects.requireNonNullElse(sighting.state().startedAt(), Instant.EPOCH));
    }

    String id() {
        return sighting.container().id();
    }

    /**
     * The file that every use of the vendor's GPUs begins with. Opening it wakes no GPU, and sets none up, as opening a
     * GPU's own file may.
     */
    String file() {
        return gpu.vendor().equals(Gpu.AMD) ? "/dev/kfd" : "/dev/nvidiactl";
    }
}
