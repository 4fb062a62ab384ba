package io.dockmedic.remediation.record;

import java.time.Instant;

/**
 * A service was taken back from one image to another, or that was begun.
 *
 * @param image full id of the one that failed
 * @param onto  full id of the one on which it ran well
 * @param act   which did it
 * @param words which images these are and how to go back by hand, for a person
 */
public record Rollback(String service, String image, String onto, Instant at, String act, String words) {}
