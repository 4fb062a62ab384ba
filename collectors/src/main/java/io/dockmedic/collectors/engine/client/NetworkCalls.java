package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;

/** Calls that change on which networks containers are. As {@link EngineCalls}: futures never fail for reasons of the engine. */
public interface NetworkCalls {
    /**
     * {@code POST /networks/{id}/connect}: puts a container on a network.
     *
     * @param endpoint as what: its names and fixed addresses there
     */
    Future<CallResult<Void>> connect(String container, String network, JsonNode endpoint);
}
