package io.dockmedic.collectors.engine.client;

/**
 * What the engine removed of the build cache.
 *
 * @param pieces how many
 * @param bytes  as the engine counts them
 */
public record CachePruned(int pieces, long bytes) {}
