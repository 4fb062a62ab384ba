package io.dockmedic.remediation.decide;

import java.time.Instant;

/**
 * Somebody else did something to a service.
 *
 * @param at     by the engine's clock
 * @param action the engine's word, {@code stop}
 */
public record Touch(Instant at, String action) {}
