package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Containers that run, for tests without an engine. */
final class Sightings {
    private Sightings() {}

    static Sighting running(String id, int pid) {
        return running(id, pid, Instant.EPOCH);
    }

    static Sighting running(String id, int pid, Instant started) {
        return running(id, pid, started, ContainerState.Limits.NONE);
    }

    static Sighting limited(String id, int pid, long memoryBytes) {
        return running(id, pid, Instant.EPOCH, new ContainerState.Limits(1024, memoryBytes, memoryBytes, 0, 0));
    }

    static Sighting shares(String id, int pid, long cpuShares) {
        return running(id, pid, Instant.EPOCH, new ContainerState.Limits(cpuShares, 0, 0, 0, 0));
    }

    private static Sighting running(String id, int pid, Instant started, ContainerState.Limits limits) {
        return new Sighting(new Container(id, id, "web:1", Map.of(), new Service("", id, ""), false),
                new ContainerState(id, id, "web:1", "sha256:1", Map.of(), "running", true, false, false, pid, 0, false,
                        "", null, started, null, 0, null, new RestartPolicy("no", 0), "SIGTERM",
                        Duration.ofSeconds(10), false, List.of(), false, List.of(), ContainerState.Log.NONE, limits));
    }

    static Sample sample(Sighting of, Instant at) {
        return new Sample(of, at, "/docker/" + of.container().id(), reading(1));
    }

    static Reading reading(long cpuNanos) {
        return new Reading(new Cpu(cpuNanos, 0, 0, null), null, null, null, null, List.of(), List.of());
    }
}
