package io.dockmedic.collectors.gpu.reading;

/**
 * What a GPU may draw, in milliwatts.
 *
 * @param now   as it is set
 * @param least that can be set
 * @param most  that can be set
 * @param usual what it is after a start of the machine
 */
public record PowerLimit(long now, long least, long most, long usual) {
    private static final long WATT = 1_000;

    /** Whether two limits are the same: some drivers count in whole watts. */
    public static boolean same(long one, long other) {
        return Math.abs(one - other) <= WATT;
    }

    /** In whole watts. */
    public static long watts(long milliwatts) {
        return Math.round((double) milliwatts / WATT);
    }

    /** For a person: {@code 630 W}. */
    public static String words(long milliwatts) {
        return watts(milliwatts) + " W";
    }
}
