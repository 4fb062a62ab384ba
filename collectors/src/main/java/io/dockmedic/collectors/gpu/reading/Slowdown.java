package io.dockmedic.collectors.gpu.reading;

import java.util.Locale;

/** Why a GPU runs slower than it could, to protect it. That it is idle, or that somebody set a limit, is none. */
public enum Slowdown {
    /** Too hot: the hardware halves the clock, or more. */
    HW_THERMAL,
    /** The hardware does so for another reason, or does not say for which. */
    HW_SLOWDOWN,
    /** The power supply asks for it. */
    HW_POWER_BRAKE,
    /** Near the temperature at which it would be too hot: the driver lowers the clock. */
    SW_THERMAL;

    /** As rules and metric labels write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
