package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Calls that look at what builds left behind in the engine's data root, and remove what of it nobody has used for long. As
 * {@link EngineCalls}: futures never fail for reasons of the engine.
 */
public interface PruneCalls {
    /** {@code GET /system/df}: the build cache piece by piece. Dear before API 1.42, as {@link SpaceCalls}. */
    Future<CallResult<List<CacheEntry>>> buildCache();

    /**
     * {@code POST /build/prune}: removes those pieces of the build cache that nothing uses and that no build has used for
     * so long, by the engine's own judgement at that moment.
     */
    Future<CallResult<CachePruned>> pruneBuildCache(Duration unusedFor);
}
