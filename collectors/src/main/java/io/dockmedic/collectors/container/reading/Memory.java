package io.dockmedic.collectors.container.reading;

import java.util.OptionalLong;

/**
 * Memory in bytes.
 *
 * @param usage      as the kernel charges it, page cache included
 * @param workingSet usage without the cache that was not used lately: what cannot be taken back easily
 * @param rss        anonymous memory
 * @param cache      page cache
 * @param mapped     files mapped into memory
 * @param swap       swapped out; zero where swap is not accounted
 * @param peak       the most it ever was; empty where the kernel does not say
 * @param kernel     of the usage, what the kernel needs for it: stacks, page tables, sockets; empty where it does not say
 * @param limits     that hold now
 * @param events     counts since the group was made
 * @param faults     page faults of the group and all below it, since it was made
 * @param ownFaults  those of the group alone; cgroup v2 does not tell them apart, and they are the same
 */
public record Memory(
        long usage,
        long workingSet,
        long rss,
        long cache,
        long mapped,
        long swap,
        OptionalLong peak,
        OptionalLong kernel,
        Limits limits,
        Events events,
        Faults faults,
        Faults ownFaults) {
    /**
     * Each is empty when there is none.
     *
     * @param memory      beyond which the kernel takes memory back, or kills
     * @param swap        on cgroup v2 of swap alone, where nothing may be swapped 0; on v1 of memory and swap together
     * @param reservation what the group is left with when the machine is short, as far as that goes
     */
    public record Limits(OptionalLong memory, OptionalLong swap, OptionalLong reservation) {
        /** Without any. */
        public static final Limits NONE = new Limits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /**
     * Each is empty where the kernel does not say.
     *
     * @param oomKills processes that the kernel killed for want of memory
     * @param atLimit  how often it was about to have more than its limit, and memory was taken back first;
     *                 on cgroup v1 of memory alone: a limit on memory and swap together may be reached before
     * @param atHigh   the same for {@code memory.high}, which cgroup v2 has and Docker does not set
     */
    public record Events(OptionalLong oomKills, OptionalLong atLimit, OptionalLong atHigh) {}

    /**
     * A page was not there when it was needed.
     *
     * @param any   of both kinds
     * @param major those that had to wait for a device
     */
    public record Faults(long any, long major) {}
}
