package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;
import java.util.Map;

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

    /** What all containers are called, by id, as the list has it: also of one that the engine cannot look into. */
    Future<CallResult<Map<String, String>>> names();
}
