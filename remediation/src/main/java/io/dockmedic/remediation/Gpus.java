package io.dockmedic.remediation;

import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.watch.DriverSample;
import io.dockmedic.collectors.gpu.watch.Resetting;
import io.dockmedic.remediation.diagnose.GpuSight;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * With what a GPU is reset, and what is seen of them.
 *
 * @param resetting what is seen of them, and our own hold on them
 * @param smi       {@code nvidia-smi}, by its absolute path
 * @param sight     what is seen of them in a diagnosis
 */
public record Gpus(Resetting resetting, Path smi, GpuSight sight) {
    /** Of whose faults, and of who reaches them, nothing is known. */
    public Gpus(Resetting resetting, Path smi) {
        this(resetting, smi, new GpuSight(resetting::latest, pci -> List.of(), container -> Optional.empty()));
    }

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
