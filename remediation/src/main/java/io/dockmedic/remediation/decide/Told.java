package io.dockmedic.remediation.decide;

import java.time.Instant;

/**
 * A person was told of a service's trouble.
 *
 * @param incident it was about
 * @param firing   whether that incident still fires
 */
public record Told(Instant at, String incident, String rule, boolean firing) {}
