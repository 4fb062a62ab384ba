package io.dockmedic.collectors.engine.client;

import java.time.Instant;

/**
 * A piece of what builds left behind.
 *
 * @param description of the step it is of
 * @param bytes       of it alone
 * @param used        a build uses it now, or an image shares it: removing it would free nothing
 * @param lastUsed    by a build, by the engine's clock
 */
public record CacheEntry(String id, String description, long bytes, boolean used, Instant lastUsed) {}
