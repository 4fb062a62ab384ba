package io.dockmedic.remediation.decide.brake;

import java.time.Duration;

/**
 * How often we may act.
 *
 * @param acts   at most this many
 * @param within in a window of this length that slides
 */
public record Budget(int acts, Duration within) {}
