package io.dockmedic.collectors.container.reading;

import java.util.OptionalLong;

/**
 * Memory in bytes.
 *
 * @param usage      as the kernel charges it, page cache included
 * @param workingSet usage without the cache that was not used lately: what cannot be taken back easily
 * @param rss        anonymous memory; empty, like all that follows, where the source does not say
 * @param cache      page cache
 * @param mapped     files mapped into memory
 * @param swap       swapped out; empty also where swap is not accounted
 * @param peak       the most it ever was
 * @param limit      empty when there is none
 * @param oomKills   processes of the group that the kernel killed for want of memory
 */
public record Memory(
        long usage,
        long workingSet,
        OptionalLong rss,
        OptionalLong cache,
        OptionalLong mapped,
        OptionalLong swap,
        OptionalLong peak,
        OptionalLong limit,
        OptionalLong oomKills) {}
