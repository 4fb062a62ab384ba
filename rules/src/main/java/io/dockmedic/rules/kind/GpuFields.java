package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Gpu;
import java.util.List;
import java.util.function.Function;

/** What every event of a GPU shows. */
final class GpuFields {
    static final String GIVEN = "services whose containers were given it and are not seen to use it, with a space between";

    static final String UNKNOWN = "whether others may use it than `services`: nobody could be asked, or its driver does not say";

    private GpuFields() {}

    /** @param gpu the event's */
    static <E extends Event> List<Field<E>> of(Function<E, Gpu> gpu) {
        return List.of(
                Field.text("gpu", "which GPU, for a person: `GPU 0 (NVIDIA H100 80GB HBM3 at 0000:18:00.0)`",
                        event -> gpu.apply(event).words()),
                Field.text("pci", "where it sits, `0000:18:00.0`", event -> gpu.apply(event).pci()),
                Field.text("uuid", "`GPU-…`; empty when only the kernel's log told of it, or it has none",
                        event -> gpu.apply(event).uuid()),
                Field.text("model", "its name; empty when only the kernel's log told of it",
                        event -> gpu.apply(event).model()),
                Field.number("index", "the driver's number for it; -1 when not known",
                        event -> gpu.apply(event).index()),
                Field.text("vendor", "`nvidia` or `amd`", event -> gpu.apply(event).vendor()));
    }
}
