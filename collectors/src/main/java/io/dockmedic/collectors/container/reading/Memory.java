package io.dockmedic.collectors.container.reading;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
 * @param kernel     of the usage, what the kernel needs for it: stacks, page tables, sockets
 * @param limits     that hold now
 * @param events     counts since the group was made
 * @param faults     page faults of the group and all below it, since it was made; null where the source does not say
 * @param ownFaults  those of the group alone, or null; cgroup v2 does not tell them apart, and they are the same
 */
public record Memory(
        long usage,
        long workingSet,
        OptionalLong rss,
        OptionalLong cache,
        OptionalLong mapped,
        OptionalLong swap,
        OptionalLong peak,
        OptionalLong kernel,
        Limits limits,
        Events events,
        @Nullable Faults faults,
        @Nullable Faults ownFaults) {
    /**
     * Each is empty when there is none.
     *
     * @param memory      beyond which the kernel takes memory back, or kills
     * @param swap        on cgroup v2 of swap alone, where nothing may be swapped 0; on v1 of memory and swap together
     * @param reservation what the group is left with when the machine is short, as far as that goes
     * @param all         the source says all three; otherwise the last two are empty, whatever they are
     */
    public record Limits(OptionalLong memory, OptionalLong swap, OptionalLong reservation, boolean all) {
        /** Without any. */
        public static final Limits NONE = new Limits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

        /** All of them known. */
        public Limits(OptionalLong memory, OptionalLong swap, OptionalLong reservation) {
            this(memory, swap, reservation, true);
        }

        /** Where the source says nothing of the others. */
        public static Limits onlyKnown(OptionalLong memory) {
            return new Limits(memory, OptionalLong.empty(), OptionalLong.empty(), false);
        }
    }

    /**
     * Each is empty where the source does not say.
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
    public record Faults(long any, long major) {
        /** Null unless both are said. */
        public static @Nullable Faults of(OptionalLong any, OptionalLong major) {
            return any.isPresent() && major.isPresent() ? new Faults(any.getAsLong(), major.getAsLong()) : null;
        }
    }
}
