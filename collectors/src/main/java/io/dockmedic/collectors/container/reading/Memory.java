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
 * @param limits     that hold now
 * @param oomKills   processes of the group that the kernel killed for want of memory; empty where it does not say
 */
public record Memory(
        long usage,
        long workingSet,
        long rss,
        long cache,
        long mapped,
        long swap,
        OptionalLong peak,
        Limits limits,
        OptionalLong oomKills) {
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
}
