package io.dockmedic.collectors.container.reading;

import org.jspecify.annotations.Nullable;

/**
 * Processor time since the group was made.
 *
 * @param usageNanos  all of it
 * @param userNanos   in user mode; v1 counts it in ticks, so it may differ from the sum
 * @param systemNanos in the kernel
 * @param quota       null when there is none
 */
public record Cpu(long usageNanos, long userNanos, long systemNanos, @Nullable Quota quota) {
    /**
     * A limit on processor time, and how often it bit.
     *
     * @param quotaMicros      what may be used in each period
     * @param periodMicros     how long a period is
     * @param periods          periods in which something ran
     * @param throttledPeriods those in which it was held back
     * @param throttledNanos   for how long, over all processors
     */
    public record Quota(
            long quotaMicros, long periodMicros, long periods, long throttledPeriods, long throttledNanos) {}
}
