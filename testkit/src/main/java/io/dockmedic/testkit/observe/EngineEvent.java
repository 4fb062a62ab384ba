package io.dockmedic.testkit.observe;

import java.time.Instant;

/**
 * Something a container did or had done to it, as the engine told this observer.
 *
 * @param at        the engine's stamp
 * @param container its full id
 * @param action    {@code die}, {@code start}, {@code health_status: unhealthy}, …
 */
public record EngineEvent(Instant at, String container, String name, String action) {}
