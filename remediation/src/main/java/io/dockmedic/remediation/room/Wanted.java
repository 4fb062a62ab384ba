package io.dockmedic.remediation.room;

/**
 * Room that is wanted.
 *
 * @param mountpoint on which file system
 * @param goal       how much of it is to be free
 */
public record Wanted(String mountpoint, Goal goal) {}
