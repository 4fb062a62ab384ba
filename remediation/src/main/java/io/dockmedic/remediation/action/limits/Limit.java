package io.dockmedic.remediation.action.limits;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.room.Bytes;

/**
 * A container's limit on memory.
 *
 * @param bytes    of memory; 0 without one
 * @param withSwap memory and swap together; -1 where swap has no limit, 0 where the engine does not say
 */
record Limit(long bytes, long withSwap) {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    /** As the engine shows it. */
    static Limit of(ContainerState state) {
        return new Limit(state.limits().memoryBytes(), state.limits().swapBytes());
    }

    /** So much memory, in whole MiB, and as much swap beside it as before. */
    Limit raised(long to) {
        long whole = to / MIB * MIB;
        return new Limit(whole, withSwap > 0 ? withSwap + whole - bytes : withSwap);
    }

    /** For a person. */
    String words() {
        return Bytes.text(bytes);
    }

    /** Whether swap beside it is as somebody wanted it; the engine, as Compose, gives as much as memory where nothing is said. */
    boolean swapIsSet() {
        return withSwap > 0 && withSwap != 2 * bytes;
    }

    /**
     * What a person writes so that it outlives a container that is made anew.
     *
     * @param first the limit that it began with
     */
    String compose(Limit first) {
        return "mem_limit: " + text(bytes)
                + (first.swapIsSet() ? " and memswap_limit: " + text(withSwap) : "");
    }

    /** The command that sets it. */
    String command(String container) {
        return "docker update --memory=" + text(bytes)
                + (withSwap == 0 ? "" : " --memory-swap=" + (withSwap < 0 ? "-1" : text(withSwap))) + " " + container;
    }

    /** As Compose and the engine's command line take it. */
    static String text(long bytes) {
        if (bytes % GIB == 0) {
            return bytes / GIB + "g";
        }
        return bytes % MIB == 0 ? bytes / MIB + "m" : Long.toString(bytes);
    }
}
