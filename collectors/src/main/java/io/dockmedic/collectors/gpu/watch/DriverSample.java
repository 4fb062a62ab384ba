package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;

/**
 * What is known of a vendor's driver.
 *
 * @param vendor  {@code nvidia} or {@code amd}
 * @param state   how it answers
 * @param why     it does not, or what is wrong all the same; may be empty
 * @param version the driver's; empty when it does not answer
 * @param onBus   how many GPUs of the vendor's the kernel sees; of AMD's those that its driver has had since our start
 */
public record DriverSample(String vendor, GpuDriverState state, String why, String version, int onBus) {
    /** Whether it has had none, and need not have: what it says is a note. */
    public boolean idle() {
        return vendor.equals(Gpu.AMD) && onBus == 0;
    }
}
