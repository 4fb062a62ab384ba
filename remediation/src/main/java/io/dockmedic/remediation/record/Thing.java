package io.dockmedic.remediation.record;

/**
 * Something of the engine's that takes room.
 *
 * @param kind  {@code build_cache}, {@code image} or {@code container}
 * @param id    the engine's; {@code all} for what goes by one call
 * @param name  what it is, for a person
 * @param bytes as the engine counts them; with what it shares with others; {@link #UNMEASURED} where nobody counted
 */
public record Thing(String kind, String id, String name, long bytes) {
    /** In place of a size. */
    public static final long UNMEASURED = -1;

    /** What is known of its size. */
    public long measured() {
        return Math.max(0, bytes);
    }
}
