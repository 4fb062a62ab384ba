package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerReading.GpuReached;
import io.dockmedic.collectors.event.GpuAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code container.gpu_access}. */
final class ContainerGpuAccessKind {
    static final Kind<GpuReached> KIND = Kind.of(
            GpuReached.KIND,
            GpuReached.class,
            "a container that was given a GPU was asked from inside whether it reaches it, where `gpu.probe` allows it: 10 s"
                    + " after its start and every 5 min; not while that GPU is not well",
            family(),
            List.of(
                    Field.word("access",
                            "`ok`; `lost`, its control group denies it; `held`, the same, while something in it may have the GPU"
                                    + " still; `unknown`, it could not be asked, or another cause is as likely",
                            Kind.words(GpuAccess.class), event -> event.access().word()),
                    Field.text("file", "that was to be opened: `/dev/nvidiactl`, `/dev/kfd`", GpuReached::file),
                    Field.text("why", "it is not reached, or that is not known; empty when it is", GpuReached::why)))
            .every(Duration.ofMinutes(5));

    private ContainerGpuAccessKind() {}

    private static List<Field<? super GpuReached>> family() {
        List<Field<? super GpuReached>> all = new ArrayList<>(ContainerFields.ALL);
        all.addAll(GpuFields.of(GpuReached::gpu));
        return all;
    }
}
