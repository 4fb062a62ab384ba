package io.dockmedic.collectors.gpu.reading;

import java.util.EnumSet;
import java.util.Set;

/**
 * Why the clocks of a GPU of NVIDIA's are not as high as they could be: every bit that the header of their library has a name for. In
 * DCGM's words. Most are nothing amiss; those that protect the GPU are a {@link Slowdown} too.
 */
public enum ClockReason {
    /** Nothing runs on it. */
    GPU_IDLE(0x1, "gpu_idle"),
    /** Somebody set them (application clocks). */
    SETTING(0x2, "clocks_setting"),
    /** It draws what it may draw. */
    POWER_CAP(0x4, "power_cap"),
    /** The hardware lowers them, by half and more, for whichever reason. */
    HW_SLOWDOWN(0x8, "hw_slowdown"),
    /** The slowest of a group of GPUs sets them for all. */
    SYNC_BOOST(0x10, "sync_boost"),
    /** The driver, before it is too hot. */
    SW_THERMAL(0x20, "sw_thermal"),
    /** The hardware, because it is too hot. */
    HW_THERMAL(0x40, "hw_thermal"),
    /** The power supply asks for it. */
    HW_POWER_BRAKE(0x80, "hw_power_brake"),
    /** The screen that hangs on it. */
    DISPLAY(0x100, "display_clocks");

    private final long bit;
    private final String word;

    ClockReason(long bit, String word) {
        this.bit = bit;
        this.word = word;
    }

    /** As rules and metric labels write it. */
    public String word() {
        return word;
    }

    /** Those in a mask. Bits of later drivers are none of them. */
    public static Set<ClockReason> in(long mask) {
        Set<ClockReason> all = EnumSet.noneOf(ClockReason.class);
        for (ClockReason reason : values()) {
            if ((mask & reason.bit) != 0) {
                all.add(reason);
            }
        }
        return all;
    }
}
