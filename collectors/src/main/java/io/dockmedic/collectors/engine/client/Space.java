package io.dockmedic.collectors.engine.client;

/**
 * Room that one type takes.
 *
 * @param bytes       in all
 * @param reclaimable of these, what nothing uses now, as {@code docker system df} counts it; not a licence to delete it
 */
public record Space(SpaceType type, long bytes, long reclaimable) {}
