package io.dockmedic.collectors.advice.limit;

/** Limits as a person would write them: rounded up, in steps that grow with them. */
final class Rounding {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private Rounding() {}

    /** Whole MiB, at least 32. */
    static long memory(double bytes) {
        if (bytes > 8 * GIB) {
            return up(bytes, GIB);
        }
        return bytes > GIB
                ? up(bytes, 256 * MIB)
                : bytes > 256 * MIB ? up(bytes, 64 * MIB) : Math.max(32 * MIB, up(bytes, 16 * MIB));
    }

    /** Quarters of a processor, from four on halves. */
    static long millicores(double of) {
        return up(of, of > 4000 ? 500 : 250);
    }

    /** Fifties, at least 100. */
    static long threads(double of) {
        return Math.max(100, up(of, 50));
    }

    private static long up(double value, long step) {
        return (long) Math.ceil(value / step) * step;
    }
}
