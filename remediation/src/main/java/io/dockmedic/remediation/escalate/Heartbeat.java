package io.dockmedic.remediation.escalate;

import java.time.Duration;

/**
 * Who is told again and again that we are well, and calls a person when that stops.
 *
 * @param to    where it is told, and how
 * @param every how long after it was told it is told again
 */
public record Heartbeat(Receiver to, Duration every) {}
