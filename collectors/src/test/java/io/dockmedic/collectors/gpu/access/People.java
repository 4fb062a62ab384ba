package io.dockmedic.collectors.gpu.access;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Containers that were given a GPU. */
final class People {
    static final Gpu GPU = new Gpu(0, Gpu.NVIDIA, "0000:18:00.0", "GPU-1", "H100");

    private People() {}

    /** What was only now looked for. */
    static Entrusted of(String id, @Nullable Instant started, boolean inUse) {
        return of(id, started, inUse, Instant.MAX);
    }

    static Entrusted of(String id, @Nullable Instant started, boolean inUse, Instant seen) {
        return new Entrusted(new Sighting(
                new Container(id, "train", "train:1", Map.of(), new Service("", "train", ""), false),
                new ContainerState(id, "train", "train:1", "", Map.of(), "running", true, false, false, 7, 0, false, "",
                        null, started, null, 0, null, new ContainerState.RestartPolicy("no", 0), "SIGTERM",
                        Duration.ofSeconds(10), false, List.of(), false, List.of(), ContainerState.Log.NONE,
                        ContainerState.Limits.NONE)),
                GPU, inUse, seen);
    }
}
