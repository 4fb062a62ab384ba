package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.gpu.reading.Slowdown;
import java.util.Map;
import java.util.Set;

/**
 * Why the clocks are as they are, one bit for each reason. Those for an idle GPU, a limit or a setting are none of
 * ours.
 */
final class SlowdownBits {
    private static final Map<Long, Slowdown> BITS = Map.of(
            0x8L, Slowdown.HW_SLOWDOWN,
            0x20L, Slowdown.SW_THERMAL,
            0x40L, Slowdown.HW_THERMAL,
            0x80L, Slowdown.HW_POWER_BRAKE);

    private SlowdownBits() {}

    static void read(long reasons, Set<Slowdown> into) {
        BITS.forEach((bit, slowdown) -> {
            if ((reasons & bit) != 0) {
                into.add(slowdown);
            }
        });
    }
}
