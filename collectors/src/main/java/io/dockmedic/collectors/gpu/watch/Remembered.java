package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.fault.AmdCatalogue;
import io.dockmedic.collectors.gpu.fault.Need;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The last fault of each GPU, and what it needs since. A driver from before about 590 does not say what its GPU needs:
 * what a fault called for counts for a day, or until we start anew, with the machine as a rule; a reset, until it was reset, or a person had the GPUs. Safe for use by several
 * threads.
 */
final class Remembered {
    private static final Duration KEPT = Duration.ofHours(24);

    private final Map<String, Integer> last = new ConcurrentHashMap<>();
    private final Map<String, Kept> needs = new ConcurrentHashMap<>();

    private record Kept(String vendor, Need need, Instant at) {}

    /**
     * A fault that was told of. AMD's driver resets its GPUs by itself, and says when that has worked. A lighter one does not take back what a heavier one
     * called for.
     */
    void fault(String vendor, String pci, int code, Need need, Instant now) {
        if (code == AmdCatalogue.RESET_DONE) {
            needs.computeIfPresent(pci, (place, kept) -> kept.need().cure() == Cure.REPLACE ? kept : null);
            return;
        }
        last.put(pci, code);
        if (need.cure().compareTo(Cure.RESET) >= 0) {
            needs.merge(pci, new Kept(vendor, need, now), (before, fresh) -> old(before, now)
                    || before.need().cure().compareTo(need.cure()) <= 0 ? fresh : before);
        }
    }

    /** Those of the vendor's GPUs may have been reset: no reset is called for any more. The machine is the same. */
    void mayBeReset(String vendor, Predicate<String> places) {
        needs.entrySet()
                .removeIf(one -> one.getValue().vendor().equals(vendor)
                        && one.getValue().need().cure() == Cure.RESET
                        && places.test(one.getKey()));
    }

    /** 0 when there was none. */
    int lastFault(String pci) {
        return last.getOrDefault(pci, 0);
    }

    /** The reading with what its last fault calls for, where neither the GPU nor its driver says more. */
    GpuReading with(GpuReading reading, Instant now) {
        Kept kept = needs.get(reading.gpu().pci());
        boolean silent = (reading.state() == GpuState.OK || reading.state() == GpuState.ASLEEP)
                && reading.cure() == Cure.NONE
                && !reading.values().containsKey(Quantity.RECOVERY_ACTION);
        return kept == null || !silent || old(kept, now)
                ? reading
                : reading.needing(kept.need().cure(), kept.need().why());
    }

    private static boolean old(Kept kept, Instant now) {
        return kept.at().plus(KEPT).isBefore(now);
    }
}
