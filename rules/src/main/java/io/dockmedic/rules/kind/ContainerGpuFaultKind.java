package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerEvent.GpuFault;
import java.util.ArrayList;
import java.util.List;

/** {@code container.gpu_fault}. */
final class ContainerGpuFaultKind {
    static final Kind<GpuFault> KIND = Kind.of(
            GpuFault.KIND,
            GpuFault.class,
            "a process of a container made a fault on a GPU that the GPU survives; `gpu.fault` tells of it too",
            family(),
            List.of(
                    Field.number("code", "of NVIDIA the XID, of AMD a number of the catalogue's", GpuFault::code),
                    Field.text("meaning", "for a person", GpuFault::meaning),
                    Field.text("text", "the kernel's own words; empty when the log did not tell",
                            GpuFault::text),
                    Field.number("pid", "of the process, on the host; 0 when not told", GpuFault::pid),
                    Field.flag("doubtful",
                            "whether a restart may not be the cure: not its main process, or the GPU is not known to be well",
                            GpuFault::doubtful),
                    Field.flag("over",
                            "whether the run that made it had ended when it was told: nothing of it is left to be cured",
                            GpuFault::over),
                    KernelFields.count(GpuFault::count)));

    private ContainerGpuFaultKind() {}

    private static List<Field<? super GpuFault>> family() {
        List<Field<? super GpuFault>> all = new ArrayList<>(ContainerFields.ALL);
        all.addAll(GpuFields.of(GpuFault::gpu));
        return all;
    }
}
