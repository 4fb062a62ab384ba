package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Calls that look at what takes room in the engine's data root and nobody may miss, and remove of it exactly what they name. As
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

    /** {@code GET /images/json}: the images to which no tag leads and on which no other is built. Containers may have them. */
    Future<CallResult<List<ImageEntry>>> namelessImages();

    /** {@code GET /images/{id}/json}: the tags that lead to it now. */
    Future<CallResult<List<String>>> tags(String image);

    /**
     * {@code DELETE /images/{id}}, never forced, and nothing that it was built on: that image alone. Refused as
     * {@link ErrorClass#CONFLICT} when a container has it, running or not, when another is built on it, or when names of
     * several repositories lead to it.
     */
    Future<CallResult<Void>> removeImage(String image);

    /**
     * {@code GET /containers/{id}/json}.
     *
     * @param size whether its own layer is measured too, which takes as long as there are files in it
     */
    Future<CallResult<Leftover>> leftover(String container, boolean size);

    /** {@code DELETE /containers/{id}} of one that does not run, never forced; all its volumes stay. */
    Future<CallResult<Void>> removeContainer(String container);
}
