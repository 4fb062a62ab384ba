package io.dockmedic.collectors.engine.client;

import io.dockmedic.collectors.audit.setup.Setup;
import io.vertx.core.Future;
import java.util.List;

/** Asks the engine how a container is set up. As {@link EngineCalls}: futures never fail for reasons of the engine. */
public interface SetupCalls {
    /** Who answers there, as {@link EngineCalls#info()}. */
    Future<CallResult<EngineInfo>> info();

    /** All containers, running or not, as {@link EngineCalls#list()}. */
    Future<CallResult<List<String>>> list();

    /** {@code GET /containers/{id}/json}, of which the values of variables are judged and left behind. */
    Future<CallResult<Setup>> setup(String id);
}
