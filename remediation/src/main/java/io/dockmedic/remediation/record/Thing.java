package io.dockmedic.remediation.record;

/**
 * Something of the engine's that takes room.
 *
 * @param kind  {@code build_cache}, {@code image}
 * @param id    as the engine knows it
 * @param name  for a person; may be empty
 * @param bytes as the engine counts them; with what it shares with others
 */
public record Thing(String kind, String id, String name, long bytes) {}
