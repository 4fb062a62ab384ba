package io.dockmedic.collectors.engine.client;

import java.time.Instant;

/**
 * A piece of what builds left behind. What step it is of is not kept: that is a line of somebody's Dockerfile, in which a
 * secret may stand.
 *
 * @param type     {@code regular}, {@code source.local}, {@code exec.cachemount} and the like; {@code other} for what is no
 *                 such word
 * @param bytes    of it alone
 * @param used     a build uses it now, or an image shares it: removing it would free nothing
 * @param lastUsed by a build, by the engine's clock
 */
public record CacheEntry(String type, long bytes, boolean used, Instant lastUsed) {}
