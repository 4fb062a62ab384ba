package io.dockmedic.api.config;

import java.time.Duration;

/**
 * At most so many acts in any stretch of time of that length.
 *
 * @param acts   one or more
 * @param within longer than nothing
 */
public record Budget(int acts, Duration within) {}
