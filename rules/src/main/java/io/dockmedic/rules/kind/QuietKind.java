package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.KernelEvent.FilesystemError;
import io.dockmedic.collectors.event.KernelEvent.IoError;
import io.dockmedic.collectors.event.KernelEvent.OutOfMemory;
import io.dockmedic.collectors.event.KernelEvent.Quiet;
import io.dockmedic.collectors.event.KernelEvent.TaskHung;
import java.util.List;

/** {@code host.quiet}. */
final class QuietKind {
    static final Kind<Quiet> KIND = Kind.of(
            Quiet.KIND,
            Quiet.class,
            "for a minute the kernel wrote nothing more of a kind about the subject",
            List.of(),
            List.of(Field.word("of", "the kind",
                    List.of(OutOfMemory.KIND, IoError.KIND, FilesystemError.KIND, TaskHung.KIND), Quiet::of)));

    private QuietKind() {}
}
