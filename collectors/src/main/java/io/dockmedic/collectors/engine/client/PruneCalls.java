package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Calls that look for what takes room in the engine's data root, and calls that remove some of it, each exactly what it
 * names. As {@link EngineCalls}: futures never fail for reasons of the engine.
 */
public interface PruneCalls {
    /** {@code GET /images/json?all=1}: every image, also those that others are built on. */
    Future<CallResult<List<ImageEntry>>> images();

    /** {@code GET /containers/json?all=1}: ids of the images of all containers, running or not. */
    Future<CallResult<Set<String>>> imagesOfContainers();

    /** {@code GET /images/{id}/json}: what leads to it now. */
    Future<CallResult<ImageNames>> imageNames(String id);

    /**
     * {@code DELETE /images/{id}?noprune=1}, never forced: that image alone. Refused as {@link ErrorClass#CONFLICT} when
     * a container has it, running or not, when another image is built on it, or when several names lead to it.
     */
    Future<CallResult<Void>> removeImage(String id);

    /** {@code GET /system/df}: the build cache piece by piece. Dear before API 1.42, as {@link SpaceCalls}. */
    Future<CallResult<List<CacheEntry>>> buildCache();

    /**
     * {@code POST /build/prune}: removes those pieces of the build cache that nothing uses and that no build has used for
     * so long, by the engine's own judgement at that moment.
     *
     * @return ids of what was removed
     */
    Future<CallResult<List<String>>> pruneBuildCache(Duration unusedFor);
}
