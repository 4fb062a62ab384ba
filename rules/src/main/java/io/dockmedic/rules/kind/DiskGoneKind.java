package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.HostEvent.DiskGone;
import java.util.List;

/** {@code disk.gone}. */
final class DiskGoneKind {
    static final Kind<DiskGone> KIND = Kind.of(
            DiskGone.KIND,
            DiskGone.class,
            "a file system is unmounted, or no running container has needed it for five minutes",
            List.of(),
            List.of(Field.text("mountpoint", "where it was mounted, also the subject", DiskGone::mountpoint)));

    private DiskGoneKind() {}
}
