package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.GpuEvent.Quiet;
import java.util.List;

/** {@code gpu.quiet}. */
final class GpuQuietKind {
    static final Kind<Quiet> KIND = Kind.of(
            Quiet.KIND,
            Quiet.class,
            "for a minute there was no more of a fault of that GPU",
            GpuFields.of(Quiet::gpu),
            List.of(Field.number("code", "the fault's; 0 where the GPU is gone, from the driver and the bus",
                    Quiet::code)));

    private GpuQuietKind() {}
}
