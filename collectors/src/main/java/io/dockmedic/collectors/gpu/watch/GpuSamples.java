package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.GpuDriverState;
import java.util.List;

/**
 * What is known of all GPUs.
 *
 * @param driver  how the driver answers; {@link GpuDriverState#OK} also where there is no GPU
 * @param why     it does not; empty when it does
 * @param version the driver's; empty when it does not answer
 * @param onBus   how many the kernel sees
 * @param gpus    that the driver knows, as they were last read
 */
public record GpuSamples(GpuDriverState driver, String why, String version, int onBus, List<GpuSample> gpus) {
    /** No GPU. */
    public static final GpuSamples NONE = new GpuSamples(GpuDriverState.OK, "", "", 0, List.of());

    public GpuSamples {
        gpus = List.copyOf(gpus);
    }

    /** Whether there is nothing to read. */
    public boolean none() {
        return gpus.isEmpty() && onBus == 0 && driver == GpuDriverState.OK;
    }
}
