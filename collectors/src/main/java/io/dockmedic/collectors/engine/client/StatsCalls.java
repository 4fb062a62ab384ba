package io.dockmedic.collectors.engine.client;

import io.dockmedic.collectors.container.reading.Reading;
import io.vertx.core.Future;
import java.util.Optional;

/** What a container uses, by the engine's own account: for where its control groups are out of reach. */
@FunctionalInterface
public interface StatsCalls {
    /**
     * How many such calls run at the same time. The engine reads the groups for each, and before Engine 25 makes one wait
     * for a second.
     */
    int AT_ONCE = 4;

    /**
     * {@code GET /containers/{id}/stats}, once. Waits for nothing else that is asked of the engine, and nothing else waits
     * for it.
     *
     * @param of the container as it was last looked at: limits that the answer does not have are taken from there
     * @return empty when the engine says that it does not run
     */
    Future<CallResult<Optional<Reading>>> stats(ContainerState of);
}
