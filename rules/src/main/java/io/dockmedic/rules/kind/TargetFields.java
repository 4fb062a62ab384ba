package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.Scope;
import java.util.List;
import java.util.function.Function;

/** What everything that others tell shows of what it is about. */
final class TargetFields {
    static final List<Field<ExternalEvent>> ALL = List.of(
            Field.word("scope",
                    "what of this host it is about; `none` when that is nothing that is known here, `elsewhere` when it is"
                            + " said to be about another host, and then nothing is done because of it",
                    Kind.words(Scope.class), event -> event.scope().word()),
            of("service", "of the container it is about: Compose `project/service/number`, else its name; empty when it"
                    + " is about none", container -> container.service().key()),
            of("project", "that container's Compose project, or empty", container -> container.service().project()),
            of("name", "that container's name, or empty", Container::name),
            of("image", "that container's image, or empty", Container::image),
            of("containerId", "that container's full id, or empty", Container::id),
            ofGpu("gpu", "the GPU that it names, for a person; empty when it names none of this host's", Gpu::words),
            ofGpu("pci", "where that sits, `0000:18:00.0`, or empty", Gpu::pci),
            ofGpu("uuid", "that GPU's `GPU-…`, or empty", Gpu::uuid),
            ofGpu("model", "that GPU's name, or empty", Gpu::model),
            Field.number("index", "the driver's number for that GPU; -1 when there is none", event -> {
                Gpu gpu = event.gpu();
                return gpu == null ? -1 : gpu.index();
            }),
            ofGpu("vendor", "that GPU's, `nvidia` or `amd`, or empty", Gpu::vendor),
            Field.text("missing", "why it is about no container of this host; empty when it is about one",
                    ExternalEvent::missing));

    private TargetFields() {}

    private static Field<ExternalEvent> of(String name, String meaning, Function<Container, String> value) {
        return Field.text(name, meaning, event -> {
            Container container = event.target();
            return container == null ? "" : value.apply(container);
        });
    }

    private static Field<ExternalEvent> ofGpu(String name, String meaning, Function<Gpu, String> value) {
        return Field.text(name, meaning, event -> {
            Gpu gpu = event.gpu();
            return gpu == null ? "" : value.apply(gpu);
        });
    }
}
