package io.dockmedic.collectors.engine.client;

import io.dockmedic.collectors.audit.setup.Setup;
import io.vertx.core.Future;

/** Asks the engine how a container is set up. As {@link EngineCalls}: futures never fail for reasons of the engine. */
public interface SetupCalls {
    /** {@code GET /containers/{id}/json}, of which the values of variables are judged and left behind. */
    Future<CallResult<Setup>> setup(String id);
}
