package io.dockmedic.collectors.intent;

import java.time.Instant;

/**
 * Somebody had the engine send a signal to a container.
 *
 * @param at     the engine's clock
 * @param signal its number, or {@link Signal#UNTRUSTED}
 */
public record Kill(Instant at, int signal) {}
