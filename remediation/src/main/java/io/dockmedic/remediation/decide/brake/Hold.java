package io.dockmedic.remediation.decide.brake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that holds acts up.
 *
 * @param until in our own time; null while no end is set
 * @param why   for a person
 */
public record Hold(@Nullable Instant until, String why) {}
