package io.dockmedic.remediation.decide.storm;

import java.time.Instant;

/**
 * A service fell into trouble: it died without being asked to, or became unhealthy.
 *
 * @param at      in our own time
 * @param service its key
 * @param image   of its container, as configured
 */
public record Trouble(Instant at, String service, String image) {}
