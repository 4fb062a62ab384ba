package io.dockmedic.api.config;

import java.time.Duration;

/**
 * What the journal keeps of what is over; whichever limit is reached first.
 *
 * @param age   since it was over
 * @param bytes of the whole file
 */
public record Retention(Duration age, long bytes) {}
