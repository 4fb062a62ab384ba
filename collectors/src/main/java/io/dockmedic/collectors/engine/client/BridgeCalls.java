package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;

/** Calls that say what networks are on the engine's machine. As {@link EngineCalls}: futures never fail for reasons of the engine. */
@FunctionalInterface
public interface BridgeCalls {
    /**
     * {@code GET /networks/{id}}: the name of the interface that is the network's bridge there; empty where its driver has none.
     */
    Future<CallResult<String>> bridge(String network);
}
