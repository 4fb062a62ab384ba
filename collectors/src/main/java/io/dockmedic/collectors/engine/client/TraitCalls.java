package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;

/** Finds out what an engine, or a proxy before it, lets us do. As {@link EngineCalls}: futures never fail for reasons of the engine. */
public interface TraitCalls {
    /** {@code GET /info}. */
    Future<CallResult<EngineTraits>> traits();

    /**
     * Whether a call that changes nothing is let through. Its answer is not read.
     *
     * @param path without the version, with its query
     */
    Future<CallResult<Void>> may(String path);
}
