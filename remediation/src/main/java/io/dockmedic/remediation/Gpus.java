package io.dockmedic.remediation;

import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.watch.DriverSample;
import io.dockmedic.collectors.gpu.watch.Resetting;
import java.nio.file.Path;

/**
 * With what a GPU is reset.
 *
 * @param resetting what is seen of them, and our own hold on them
 * @param smi       {@code nvidia-smi}, by its absolute path
 */
public record Gpus(Resetting resetting, Path smi) {
    /** Why no program that starts now gets one: the library and the loaded driver are of different versions. Else empty. */
    String driverMismatch() {
        return resetting.latest()
                .drivers()
                .stream()
                .filter(driver -> driver.state() == GpuDriverState.MISMATCH)
                .map(DriverSample::why)
                .findFirst()
                .orElse("");
    }
}
