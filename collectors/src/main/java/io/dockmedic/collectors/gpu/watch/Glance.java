package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.nvml.Nvml;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether NVIDIA's GPUs can be read here: one look, for who asks once.
 *
 * @param onBus   where the kernel sees them
 * @param driver  how the driver answers; {@link GpuDriverState#OK} also where there is no GPU
 * @param why     it does not, or what is wrong all the same; may be empty
 * @param version the driver's; empty when it does not answer
 * @param known   how many it knows
 */
public record Glance(List<String> onBus, GpuDriverState driver, String why, String version, int known) {
    public Glance {
        onBus = List.copyOf(onBus);
    }

    /** Whether there is nothing to read. */
    public boolean none() {
        return onBus.isEmpty() && known == 0 && driver == GpuDriverState.OK;
    }

    /**
     * Looks, as {@link GpuReader} does. A call into the driver may hang for ever.
     *
     * @param library NVIDIA's, where the owner names one: then it is loaded whatever the bus shows
     * @param root    of the machine's files
     */
    public static Glance at(Optional<String> library, Path root) {
        Bus bus = new Bus(root);
        List<String> gpus = bus.gpus();
        if (library.isEmpty() && gpus.isEmpty()) {
            return new Glance(gpus, GpuDriverState.OK, "", "", 0);
        }
        if (library.isEmpty() && !bus.driverLoaded()) {
            return new Glance(gpus, GpuDriverState.NO_DRIVER, GpuReader.notLoaded(gpus), "", 0);
        }
        Nvml.Look look = new Nvml(library.orElse(Nvml.LIBRARY)).look();
        String differs = look.state() == GpuDriverState.OK ? new OnDisk(root).differs() : "";
        return differs.isEmpty()
                ? new Glance(gpus, look.state(), look.why(), look.version(), look.gpus())
                : new Glance(gpus, GpuDriverState.MISMATCH, differs, look.version(), look.gpus());
    }
}
