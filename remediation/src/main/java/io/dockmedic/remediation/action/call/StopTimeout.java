package io.dockmedic.remediation.action.call;

import io.dockmedic.collectors.engine.client.ContainerState;
import java.time.Duration;

/** How long a container is given to stop. */
public final class StopTimeout {
    /** What may be writing to a volume gets at least as much. */
    public static final Duration WITH_DATA = Duration.ofSeconds(60);

    private StopTimeout() {}

    /** Its own, and at least a minute where it may be writing to a volume. */
    public static Duration of(ContainerState state) {
        boolean longer = state.writableVolume() && state.stopTimeout().compareTo(WITH_DATA) < 0;
        return longer ? WITH_DATA : state.stopTimeout();
    }
}
