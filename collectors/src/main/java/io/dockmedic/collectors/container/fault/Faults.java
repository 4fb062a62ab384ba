package io.dockmedic.collectors.container.fault;

import java.time.Instant;

/**
 * What failed in a service's containers since Dockmedic's start.
 *
 * @param oomKills       processes that the kernel killed for want of memory
 * @param threadsRefused threads that were asked for and refused because of the limit on them
 * @param heard          when something of one of its containers was last heard
 */
record Faults(long oomKills, long threadsRefused, Instant heard) {
    static Faults none(Instant heard) {
        return new Faults(0, 0, heard);
    }

    /** And these besides. */
    Faults and(long kills, long refused, Instant at) {
        return new Faults(oomKills + kills, threadsRefused + refused, at.isAfter(heard) ? at : heard);
    }
}
