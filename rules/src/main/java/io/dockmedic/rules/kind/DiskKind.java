package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import java.time.Duration;
import java.util.List;

/** {@code disk.sample}. */
final class DiskKind {
    static final Kind<DiskSampled> KIND = Kind.of(
            DiskSampled.KIND,
            DiskSampled.class,
            "a file system that containers or Dockmedic live on was asked how full it is, every 10 s",
            List.of(),
            List.of(
                    Field.text("mountpoint", "where it is mounted, also the subject", DiskSampled::mountpoint),
                    Field.text("device", "what is mounted, `/dev/sda1`", DiskSampled::device),
                    Field.text("filesystem", "its type, `ext4`", DiskSampled::filesystem),
                    Field.text(
                            "roles",
                            "why it matters: `engine` (data root), `volume`, `bind`, `log`, `dockmedic`, with a space"
                                    + " between; ask `event.roles.contains('engine')`",
                            DiskSampled::roles),
                    Field.large("sizeBytes", "bytes in all", DiskSampled::sizeBytes),
                    Field.large(
                            "availableBytes", "bytes that a user can still write", DiskSampled::availableBytes),
                    Field.number("usedPercent", "used, as `df` has it, rounded up", DiskSampled::usedPercent),
                    Field.number(
                            "inodesUsedPercent",
                            "inodes used; 0 where there is no limit on them",
                            DiskSampled::inodesUsedPercent),
                    Field.flag("readOnly", "nothing can be written to it", DiskSampled::readOnly),
                    Field.flag(
                            "turnedReadOnly",
                            "it was mounted for writing and the kernel refuses writes, after an error as a rule",
                            DiskSampled::turnedReadOnly)))
            .every(Duration.ofSeconds(10));

    private DiskKind() {}
}
