package io.dockmedic.api.security;

/**
 * How fast somebody may ask.
 *
 * @param perSecond on and on; 0 for as fast as they like
 * @param burst     so many at once, after a time in which they asked for nothing; at least 1
 */
public record Pace(int perSecond, int burst) {
    /** As fast as they like. */
    public static final Pace ANY = new Pace(0, 1);

    /** Whether it is any. */
    public boolean any() {
        return perSecond == 0;
    }
}
